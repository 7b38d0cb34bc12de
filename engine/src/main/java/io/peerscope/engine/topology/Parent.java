package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.Optional;
import java.util.OptionalInt;

/// What is right above a function.
public sealed interface Parent {

  /// The domain of what is above, as far as that is told.
  default OptionalInt domain() {
    return switch (this) {
      case RootBus(PciBus bus) -> OptionalInt.of(bus.domain());
      case Below(PciAddress bridge) -> OptionalInt.of(bridge.domain());
      case Untold(String _, var somewhere) ->
          somewhere.map(bridge -> OptionalInt.of(bridge.domain())).orElse(OptionalInt.empty());
    };
  }

  /// The function sits on a root bus: only a host bridge is above.
  record RootBus(PciBus bus) implements Parent {}

  /// The bridge whose secondary bus the function sits on. For a virtual function: the one above its
  /// physical function (`pci_upstream_bridge(pci_physfn(dev))`).
  record Below(PciAddress bridge) implements Parent {}

  /// The input does not tell.
  ///
  /// @param why the missing fact, in words
  /// @param somewhereBelow the nearest bridge known to be above, with something missing between
  record Untold(String why, Optional<PciAddress> somewhereBelow) implements Parent {}
}
