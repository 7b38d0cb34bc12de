package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.verdict.Verdict;
import java.util.Optional;

/// Where a step happens, in the words of the window.
public final class Places {

  private Places() {}

  public static String spell(Place place) {
    return switch (place) {
      case Place.AtFunction(PciAddress address) -> Targets.shortest(address);
      case Place.AtHostBridge(PciBus bus) -> "host bridge " + bus;
      case Place.AtMemory _ -> "RAM";
      case Place.Untold _ -> "unknown";
    };
  }

  public static Optional<PciAddress> functionAt(Place place) {
    return place instanceof Place.AtFunction(PciAddress address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /// `step 4 of 11 · 02:01.0: redirects the request upstream`.
  public static String sentence(Verdict verdict, int index) {
    if (verdict.steps().isEmpty()) {
      return "there is no step to follow";
    }
    DmaStep step = verdict.steps().get(Math.clamp(index, 0, verdict.steps().size() - 1));
    return "step %d of %d · %s%s"
        .formatted(step.number(), verdict.steps().size(), prefix(step), step.decision());
  }

  /// The place, unless the decision names it itself.
  private static String prefix(DmaStep step) {
    String place = spell(step.at());
    return step.decision().contains(place) ? "" : place + ": ";
  }
}
