package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.Platform;
import java.util.Optional;

/// Where something is let go.
public sealed interface Spot {

  /// On a function: a port, a card, or the box of a switch, which is its upstream port.
  record OnFunction(PciAddress function) implements Spot {}

  record OnHostBridge(PciBus rootBus) implements Spot {}

  /// Where nothing is.
  record OnPage() implements Spot {}

  /// Where a key puts things: at the selected function, else on the page.
  static Spot at(Optional<PciAddress> selected) {
    return selected.<Spot>map(OnFunction::new).orElseGet(OnPage::new);
  }

  /// The host bridge that this belongs to; on the page, the only one there is.
  default Optional<PciBus> rootBus(Platform platform) {
    return switch (this) {
      case OnFunction(PciAddress function) ->
          platform.topology().hostBridgeAbove(function).map(bridge -> bridge.bus());
      case OnHostBridge(PciBus bus) -> Optional.of(bus);
      case OnPage() ->
          platform.topology().hostBridges().size() == 1
              ? platform.topology().hostBridges().stream().map(it -> it.bus()).findFirst()
              : Optional.empty();
    };
  }
}
