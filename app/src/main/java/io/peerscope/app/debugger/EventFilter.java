package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which steps the list of events shows.
///
/// @param text words that all have to occur in a row, in any order and case
/// @param kinds kinds that are shown
public record EventFilter(String text, Set<EventKind> kinds) {

  public EventFilter {
    kinds = Set.copyOf(kinds);
  }

  /// Everything.
  public static EventFilter all() {
    return new EventFilter("", Set.of(EventKind.values()));
  }

  public boolean shows(DmaStep step) {
    String row = wordsOf(step);
    return kinds.contains(EventKind.of(step.event()))
        && Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
            .allMatch(row::contains);
  }

  /// Everything that one could look for; addresses with and without their groups.
  private static String wordsOf(DmaStep step) {
    String addresses =
        Stream.of(step.address(), step.translatedTo())
            .flatMap(Optional::stream)
            .map(Address::value)
            .map(value -> Hex.grouped(value) + " " + Hex.of(value))
            .collect(Collectors.joining(" "));
    return String.join(
            " ",
            Places.spell(step.at()),
            step.event().spelling(),
            step.tlp(),
            addresses,
            step.decision(),
            step.rule())
        .toLowerCase(Locale.ROOT);
  }
}
