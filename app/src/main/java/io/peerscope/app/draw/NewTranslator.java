package io.peerscope.app.draw;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.HashSet;
import java.util.Set;

/// A soft-IOMMU translator, which hangs on a bridge or a host bridge. Where one hangs already, it
/// is taken away.
record NewTranslator() implements Cargo {

  @Override
  public String name() {
    return "soft-IOMMU translator";
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    return switch (spot) {
      case Spot.OnHostBridge(PciBus bus) ->
          new Landing.Possible(
              spot, "hangs on host bridge " + bus, document -> toggle(document, bus));
      case Spot.OnFunction(PciAddress address) ->
          platform
              .topology()
              .find(address)
              .map(function -> on(function, spot))
              .orElseGet(() -> new Landing.Refused("there is no function " + address));
      case Spot.OnPage() ->
          new Landing.Refused("a translator hangs on a switch, a port or a host bridge");
    };
  }

  private static Landing on(PciFunction function, Spot spot) {
    return function.kind().isBridge()
        ? new Landing.Possible(
            spot,
            "hangs on " + function.address(),
            document -> toggle(document, function.address()))
        : new Landing.Refused(
            "%s is no bridge: a translator hangs on a switch, a port or a host bridge"
                .formatted(function.address()));
  }

  private static void toggle(WorkbenchDocument document, PciBus bus) {
    TranslatorPlacement.At now = now(document);
    put(document, now.bridges(), toggled(now.hostBridges(), bus));
  }

  private static void toggle(WorkbenchDocument document, PciAddress bridge) {
    TranslatorPlacement.At now = now(document);
    put(document, toggled(now.bridges(), bridge), now.hostBridges());
  }

  private static TranslatorPlacement.At now(WorkbenchDocument document) {
    return document.context().get().translators().in(document.drawn().topology());
  }

  private static <T> Set<T> toggled(Set<T> places, T place) {
    Set<T> changed = new HashSet<>(places);
    if (!changed.remove(place)) {
      changed.add(place);
    }
    return changed;
  }

  private static void put(
      WorkbenchDocument document, Set<PciAddress> bridges, Set<PciBus> hostBridges) {
    document.setContext(
        document.context().get().withTranslators(new TranslatorPlacement.At(bridges, hostBridges)));
  }
}
