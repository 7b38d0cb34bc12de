package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaTarget;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which DMA is asked about, as far as it is chosen: first the client, then the target.
///
/// @param client the function that sends
/// @param target what it is aimed at; present only with a client
public record Question(Optional<PciAddress> client, Optional<DmaTarget> target) {

  private static final Pattern ARROW = Pattern.compile("\\s*(?:→|->|=>)\\s*|\\s+to\\s+");
  private static final Question NOTHING = new Question(Optional.empty(), Optional.empty());

  public static Question nothing() {
    return NOTHING;
  }

  public static Question of(PciAddress client, DmaTarget target) {
    return new Question(Optional.of(client), Optional.of(target));
  }

  /// Reads `04:00.0 → 03:00.0:BAR2+0x1000`, with `->` or `to` in place of the arrow as well.
  public static Optional<Question> parse(String text) {
    String[] ends = ARROW.split(text.strip(), -1);
    if (ends.length != 2) {
      return Optional.empty();
    }
    return PciAddress.parse(ends[0].strip())
        .flatMap(client -> DmaTarget.parse(ends[1].strip()).map(target -> of(client, target)));
  }

  /// The question after one more function was picked: client, then target, then a new client.
  public Question withPick(PciAddress function) {
    if (client.isEmpty() || target.isPresent()) {
      return new Question(Optional.of(function), Optional.empty());
    }
    if (client.get().equals(function)) {
      return this;
    }
    return new Question(client, Optional.of(Targets.of(function)));
  }

  /// Whether both ends are chosen, so that there is an answer.
  public boolean isWhole() {
    return client.isPresent() && target.isPresent();
  }

  /// The function whose memory is meant, where the target names one.
  public Optional<PciAddress> targetFunction() {
    return target.flatMap(Targets::functionOf);
  }

  /// The question after functions got other addresses; what is not there any more is forgotten.
  ///
  /// @param moved for each function whose address changed the address before and now
  Question after(Map<PciAddress, PciAddress> moved, Predicate<PciAddress> isThere) {
    Optional<PciAddress> newClient = client.map(it -> moved.getOrDefault(it, it)).filter(isThere);
    if (newClient.isEmpty()) {
      return NOTHING;
    }
    Optional<DmaTarget> newTarget =
        target
            .map(it -> moved(it, moved))
            .filter(it -> Targets.functionOf(it).map(isThere::test).orElse(true));
    return new Question(newClient, newTarget);
  }

  private static DmaTarget moved(DmaTarget target, Map<PciAddress, PciAddress> moved) {
    return target instanceof DmaTarget.FunctionMemory(var function, var bar, long offset)
        ? new DmaTarget.FunctionMemory(moved.getOrDefault(function, function), bar, offset)
        : target;
  }

  /// As [#parse] reads it, addresses without domain 0.
  @Override
  public String toString() {
    return client.map(Targets::shortest).orElse("")
        + target.map(end -> " → " + Targets.spell(end)).orElse("");
  }
}
