package io.peerscope.engine.verdict;

import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.policy.ProviderSearch;
import java.util.List;
import java.util.Optional;

/// One DMA of a scenario, judged.
///
/// @param transfer what was asked
/// @param pieces the verdict of each piece of memory, in order; empty where the question could not
///   be understood
/// @param list what one mapping call makes of several pieces
/// @param choice the providers among which the kernel would draw, where it was asked to
/// @param problem why there is no verdict; empty where there is one
public record Flight(
    Scenario.Transfer transfer,
    List<Verdict> pieces,
    Optional<ListVerdict> list,
    Optional<ProviderSearch.Result> choice,
    String problem) {

  public Flight {
    pieces = List.copyOf(pieces);
  }

  static Flight withoutVerdict(
      Scenario.Transfer transfer, Optional<ProviderSearch.Result> choice, String problem) {
    return new Flight(transfer, List.of(), Optional.empty(), choice, problem);
  }

  /// The piece that is followed: the first that is refused or not known, else the first.
  public Optional<Verdict> followed() {
    return pieces.stream()
        .filter(piece -> piece.outcome() != Outcome.ALLOWED)
        .findFirst()
        .or(() -> pieces.stream().findFirst());
  }

  /// The answer for the whole: the list's where there is one.
  public Outcome outcome() {
    return list.map(ListVerdict::outcome)
        .or(() -> followed().map(Verdict::outcome))
        .orElse(Outcome.UNDETERMINED);
  }

  /// One sentence for people.
  public String summary() {
    return list.map(ListVerdict::summary)
        .or(() -> followed().map(Verdict::summary))
        .orElse(problem);
  }
}
