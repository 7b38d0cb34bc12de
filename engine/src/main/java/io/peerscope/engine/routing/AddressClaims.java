package io.peerscope.engine.routing;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Claims of a memory request: the target by its BAR, bridges by their windows.
///
/// Where a window or the address is not told, a bridge is taken to claim exactly what is aimed
/// below it: an operating system opens the windows above every BAR it assigns.
final class AddressClaims implements Claims {

  /// A bridge has one window for memory and one for prefetchable memory.
  private static final int MEMORY_WINDOWS = 2;

  private static final Claim OWN_BAR =
      new Claim.OfDestination("one of its BARs holds the address", "BAR");

  private final TopologyGraph graph;
  private final Fact<BusAddress> address;
  private final Optional<PciAddress> target;

  AddressClaims(TopologyGraph graph, Fact<BusAddress> address, Optional<PciAddress> target) {
    this.graph = graph;
    this.address = address;
    this.target = target;
  }

  @Override
  public boolean isDestination(PciFunction function) {
    return target.filter(function.address()::equals).isPresent();
  }

  @Override
  public Optional<Claim> claimOf(PciFunction function) {
    if (isDestination(function)) {
      return Optional.of(OWN_BAR);
    }
    if (!function.kind().isBridge()) {
      return Optional.empty();
    }
    return switch (address) {
      case Known<BusAddress>(var known, _) -> claimOfBridge(function, known);
      case Unknown<BusAddress> _ -> claimByPlace(function, "the bus address is not told");
    };
  }

  private Optional<Claim> claimOfBridge(PciFunction bridge, BusAddress known) {
    int told = 0;
    for (BridgeWindow window : bridge.windows()) {
      if (window.kind() != WindowKind.IO
          && window.range() instanceof Known<Optional<AddressRange>>(var range, _)) {
        told++;
        if (range.isPresent() && range.get().contains(known.value())) {
          return Optional.of(new Claim.ByWindow(window.kind(), range.get()));
        }
      }
    }
    return told >= MEMORY_WINDOWS
        ? Optional.empty()
        : claimByPlace(bridge, "its windows are not told");
  }

  private Optional<Claim> claimByPlace(PciFunction bridge, String why) {
    return target
        .filter(aimed -> graph.isAtOrBelow(aimed, bridge.address()))
        .map(aimed -> new Claim.ByPlace(aimed, why));
  }
}
