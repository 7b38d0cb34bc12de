package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Power state and link of one function.
///
/// @param power such as `D0`; `unknown` where the kernel does not tell
/// @param link such as `x4 8 GT/s`; empty where there is none, or asking could wake somebody
public record PowerAndLink(String power, Optional<String> link) {

  private static final String DEVICES = "sys/bus/pci/devices";
  private static final String AWAKE = "D0";
  private static final String UNTOLD = "unknown";

  /// Of every function of a tree.
  public static SortedMap<PciAddress, PowerAndLink> read(FileTree tree) {
    var states = new TreeMap<PciAddress, PowerAndLink>();
    Map<String, String> powers = new HashMap<>();
    for (String name : tree.list(DEVICES)) {
      Optional<PciAddress> address = PciAddress.parse(name);
      Optional<String> folder = tree.resolve(Paths.below(DEVICES, name));
      if (address.isPresent() && folder.isPresent()) {
        String power = power(tree, folder.get(), powers);
        Optional<String> link =
            isAwake(tree, folder.get(), powers) ? link(tree, folder.get()) : Optional.empty();
        states.put(address.get(), new PowerAndLink(power, link));
      }
    }
    return states;
  }

  private static String power(FileTree tree, String folder, Map<String, String> known) {
    return known.computeIfAbsent(
        folder, at -> Attributes.textOf(tree, Paths.below(at, "power_state")).orElse(UNTOLD));
  }

  /// The function and every bridge above it; reading registers resumes them all.
  private static boolean isAwake(FileTree tree, String folder, Map<String, String> known) {
    String at = folder;
    while (PciAddress.parse(Paths.name(at)).isPresent()) {
      if (!power(tree, at, known).equals(AWAKE)) {
        return false;
      }
      at = Paths.parent(at);
    }
    return true;
  }

  private static Optional<String> link(FileTree tree, String folder) {
    Optional<String> speed = Attributes.textOf(tree, Paths.below(folder, "current_link_speed"));
    Optional<String> width = Attributes.textOf(tree, Paths.below(folder, "current_link_width"));
    return speed.flatMap(fast -> width.map(wide -> "x" + wide + " " + spell(fast)));
  }

  /// As links are spelled elsewhere; what is no speed, such as `Unknown`, in the kernel's words.
  private static String spell(String speed) {
    return SystemAttributes.speed(speed).map(known -> known.replace("GT/s", " GT/s")).orElse(speed);
  }
}
