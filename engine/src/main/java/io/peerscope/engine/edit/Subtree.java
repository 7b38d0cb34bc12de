package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// A device with all that hangs below it, as it was where it was taken from: what a user drags,
/// copies and pastes, also into another document.
///
/// A card is taken whole, with all its functions; of what sits on a root bus or inside a switch,
/// each function is a device of its own. Virtual functions go with their physical function.
///
/// @param root the function that was chosen
/// @param functions all functions; the root first
public record Subtree(PciAddress root, List<PciFunction> functions) {

  public Subtree {
    functions = List.copyOf(functions);
    if (functions.isEmpty() || !functions.getFirst().address().equals(root)) {
      throw new IllegalArgumentException("a subtree begins with its root " + root);
    }
  }

  /// The subtree that a function is part of as its top.
  ///
  /// @throws IllegalArgumentException when there is no such function
  public static Subtree of(Platform platform, PciAddress address) {
    Topology topology = platform.topology();
    PciAddress chosen = topology.physicalFunctionOf(address).orElse(address);
    PciFunction function = topology.at(chosen);
    NavigableSet<PciAddress> tops = new TreeSet<>();
    tops.add(chosen);
    if (topology.parentOf(chosen) instanceof Parent.Below(PciAddress bridge)
        && function.kind() != FunctionKind.DOWNSTREAM_PORT) {
      topology.childrenOf(bridge).stream()
          .filter(each -> isSameDevice(each, chosen))
          .filter(each -> topology.physicalFunctionOf(each).isEmpty())
          .forEach(tops::add);
    }
    NavigableSet<PciAddress> all = new TreeSet<>();
    tops.forEach(top -> collect(topology, top, all));
    PciAddress root = tops.first();
    List<PciFunction> functions = new ArrayList<>();
    functions.add(topology.at(root));
    all.stream().filter(each -> !each.equals(root)).map(topology::at).forEach(functions::add);
    return new Subtree(root, functions);
  }

  private static boolean isSameDevice(PciAddress one, PciAddress other) {
    return one.onBus().equals(other.onBus()) && one.device() == other.device();
  }

  private static void collect(Topology topology, PciAddress top, NavigableSet<PciAddress> all) {
    if (!all.add(top)) {
      return;
    }
    topology.childrenOf(top).forEach(child -> collect(topology, child, all));
    neighbours(topology, top).stream()
        .filter(each -> topology.physicalFunctionOf(each).filter(top::equals).isPresent())
        .forEach(all::add);
  }

  private static List<PciAddress> neighbours(Topology topology, PciAddress function) {
    return switch (topology.parentOf(function)) {
      case Parent.Below(PciAddress bridge) -> topology.childrenOf(bridge);
      case Parent.RootBus(var bus) ->
          topology.hostBridge(bus).map(HostBridge::functions).orElse(List.of());
      case Parent.Untold _ -> List.of();
    };
  }

  /// What its top is.
  public FunctionKind kind() {
    return functions.getFirst().kind();
  }

  /// The words for people.
  public String name() {
    return functions.getFirst().displayName();
  }

  List<PciAddress> addresses() {
    return functions.stream().map(PciFunction::address).toList();
  }
}
