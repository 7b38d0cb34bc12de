package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import java.util.HashMap;
import java.util.Map;

/// The physical slots in `/sys/bus/pci/slots`: each names a device, without function, in `address`.
final class Slots {

  private final Map<String, Fact<String>> slotOfDevice = new HashMap<>();

  private Slots() {}

  static Slots read(FileTree tree, String folder) {
    var slots = new Slots();
    for (String name : tree.list(folder)) {
      String file = Paths.below(Paths.below(folder, name), "address");
      Origin origin = tree.at(file, 1);
      Attributes.textOf(tree, file)
          .ifPresent(device -> slots.slotOfDevice.putIfAbsent(device, Fact.known(name, origin)));
    }
    return slots;
  }

  /// The function with the slot of its device.
  SysfsFunction named(SysfsFunction function) {
    Fact<String> slot = slotOfDevice.get(device(function.address()));
    return slot == null ? function : function.withSystem(function.system().withSlot(slot));
  }

  private static String device(PciAddress address) {
    String spelled = address.toString();
    return spelled.substring(0, spelled.lastIndexOf('.'));
  }
}
