package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The chains of upstream bridges in flat arrays, numbered so that a subtree is one run of numbers.
///
///     00:01.0 ─ 01:00.0 ─┬─ 02:00.0 ─ 03:00.0        numbers 0 1 2 3
///                        └─ 02:01.0 ─ 04:00.0                    4 5
final class Hierarchy {

  /// ACS redirects nothing here.
  static final byte OFF = 0;

  /// Whether ACS redirects here is not told.
  static final byte UNTOLD = 1;

  /// ACS redirects here. The greatest of several codes is that of all together.
  static final byte ON = 2;

  /// Stands for "no bridge above" in [#up].
  static final int NONE = -1;

  private final List<PciAddress> addresses;
  private final Map<PciAddress, Integer> numbers;

  /// Number of the bridge above, or [#NONE].
  final int[] up;

  /// Number of the topmost function of the chain.
  final int[] top;

  /// For a topmost function: one past the last number of its tree.
  final int[] treeEnd;

  /// Length of the chain from the function itself to the topmost one.
  final short[] depth;

  /// [#OFF], [#UNTOLD] or [#ON].
  final byte[] redirect;

  /// Number of the host bridge at the end of the chain, or [#untold].
  final int[] end;

  private final List<HostBridge> hostBridges;

  Hierarchy(Topology topology) {
    this.hostBridges = List.copyOf(topology.hostBridges());
    int size = topology.size();
    this.addresses = new ArrayList<>(size);
    this.numbers = HashMap.newHashMap(size);
    this.up = new int[size];
    this.top = new int[size];
    this.treeEnd = new int[size];
    this.depth = new short[size];
    this.redirect = new byte[size];
    this.end = new int[size];
    Map<HostBridge, Integer> ends = new HashMap<>();
    hostBridges.forEach(bridge -> ends.put(bridge, ends.size()));
    for (PciFunction function : topology.functions()) {
      switch (topology.parentOf(function.address())) {
        case Parent.RootBus(var bus) -> {
          int bridge = topology.hostBridge(bus).map(ends::get).orElse(untold());
          addTree(topology, function.address(), bridge);
        }
        case Parent.Untold _ -> addTree(topology, function.address(), untold());
        case Parent.Below _ -> {}
      }
    }
  }

  /// The same chains of functions that say something else of themselves.
  private Hierarchy(Hierarchy places, byte[] redirect) {
    this.hostBridges = places.hostBridges;
    this.addresses = places.addresses;
    this.numbers = places.numbers;
    this.up = places.up;
    this.top = places.top;
    this.treeEnd = places.treeEnd;
    this.depth = places.depth;
    this.end = places.end;
    this.redirect = redirect;
  }

  /// The hierarchy in which some functions say something else of themselves, and all stand where
  /// they stood.
  Hierarchy with(List<PciFunction> replaced) {
    byte[] changed = redirect.clone();
    for (PciFunction function : replaced) {
      changed[number(function.address())] = codeOf(PeerRedirect.of(function).state());
    }
    return new Hierarchy(this, changed);
  }

  /// Whether every function is known to stand where it stands in another one.
  @SuppressWarnings("ReferenceEquality") // what is shared is the same object
  boolean sharesPlacesOf(Hierarchy other) {
    return numbers == other.numbers;
  }

  private void addTree(Topology topology, PciAddress root, int hostBridge) {
    int first = addresses.size();
    Deque<PciAddress> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      PciAddress address = waiting.pop();
      add(topology.at(address), topology.parentOf(address), first, hostBridge);
      topology.childrenOf(address).reversed().forEach(waiting::push);
    }
    treeEnd[first] = addresses.size();
  }

  private void add(PciFunction function, Parent parent, int root, int hostBridge) {
    int number = addresses.size();
    int above = parent instanceof Parent.Below(var bridge) ? number(bridge) : NONE;
    addresses.add(function.address());
    numbers.put(function.address(), number);
    up[number] = above;
    top[number] = root;
    depth[number] = (short) (above == NONE ? 1 : depth[above] + 1);
    redirect[number] = codeOf(PeerRedirect.of(function).state());
    end[number] = hostBridge;
  }

  static byte codeOf(PeerRedirect.State state) {
    return switch (state) {
      case OFF -> OFF;
      case UNTOLD -> UNTOLD;
      case ON -> ON;
    };
  }

  /// The number that [#end] holds where the input does not tell the host bridge.
  int untold() {
    return hostBridges.size();
  }

  List<HostBridge> hostBridges() {
    return hostBridges;
  }

  PciAddress address(int number) {
    return addresses.get(number);
  }

  /// @throws IllegalArgumentException when there is no such function
  int number(PciAddress address) {
    Integer number = numbers.get(address);
    if (number == null) {
      throw new IllegalArgumentException("no function " + address);
    }
    return number;
  }
}
