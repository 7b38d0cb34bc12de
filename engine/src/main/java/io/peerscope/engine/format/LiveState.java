package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.sysfs.PowerAndLink;
import io.peerscope.engine.format.tree.DirectoryTree;
import io.peerscope.engine.platform.MachineChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What may change on a running machine by itself: which functions there are, their power, their
/// links. Reading it wakes nobody: what registers tell is asked only of functions in D0 below
/// bridges in D0.
public final class LiveState {

  private static final String ASLEEP = "D3cold";

  private final SortedMap<PciAddress, PowerAndLink> functions;

  private LiveState(SortedMap<PciAddress, PowerAndLink> functions) {
    this.functions = functions;
  }

  /// Reads the machine that a folder is the root of.
  ///
  /// @param root the folder that `sys` is in
  public static LiveState read(Path root) {
    return new LiveState(PowerAndLink.read(new DirectoryTree("", root, root.resolve("sys"))));
  }

  /// What is another thing in a later state.
  public List<MachineChange> changesTo(LiveState later) {
    var changes = new ArrayList<MachineChange>();
    functions.forEach((address, was) -> {
      PowerAndLink is = later.functions.get(address);
      if (is == null) {
        changes.add(MachineChange.gone(address));
      } else {
        compare(address, was, is, changes);
      }
    });
    later.functions.keySet().stream()
        .filter(address -> !functions.containsKey(address))
        .forEach(address -> changes.add(MachineChange.appeared(address)));
    return List.copyOf(changes);
  }

  private static void compare(
      PciAddress address, PowerAndLink was, PowerAndLink is, List<MachineChange> changes) {
    if (!was.power().equals(is.power())) {
      String now = is.power().equals(ASLEEP) ? "asleep (D3cold), not woken" : is.power();
      changes.add(change(address, "power: %s → %s".formatted(was.power(), now)));
    }
    if (was.link().isPresent() && is.link().isPresent() && !was.link().equals(is.link())) {
      changes.add(change(address, "link: %s → %s".formatted(was.link().get(), is.link().get())));
    }
  }

  private static MachineChange change(PciAddress address, String what) {
    return new MachineChange(Optional.of(address), what);
  }
}
