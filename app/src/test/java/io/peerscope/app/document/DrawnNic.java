package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetWindow;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import java.util.Optional;

/// A NIC below a root port whose prefetchable window is pinned, so that a larger BAR has no room.
public final class DrawnNic {

  private DrawnNic() {}

  /// Draws it from a blank page.
  public static PciAddress belowAPinnedWindow(WorkbenchDocument document) {
    document.startBlank();
    PciAddress root = add(document, new AddHostBridge(Optional.empty(), part("intel-xeon")));
    var bus = new PciBus(0, root.bus());
    PciAddress port = add(document, new AddRootPort(bus, part("root-port-gen5")));
    PciAddress nic = add(document, new AddPart(new Place.Below(port), part("nic-connectx-7")));
    var window =
        document.drawn().topology().at(port).windows().stream()
            .filter(it -> it.kind() == WindowKind.PREFETCHABLE)
            .findFirst()
            .flatMap(it -> it.range().ifKnown())
            .orElseThrow();
    document.edit(
        new SetWindow(port, WindowKind.PREFETCHABLE, Fact.known(window, new EditedByHand())));
    return nic;
  }

  private static PciAddress add(WorkbenchDocument document, PlatformEdit edit) {
    return ((EditResult.Applied) document.edit(edit)).added().getFirst();
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }
}
