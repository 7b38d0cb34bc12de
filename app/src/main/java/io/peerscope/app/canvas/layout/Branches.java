package io.peerscope.app.canvas.layout;

import io.peerscope.app.canvas.layout.Branch.Cell;
import io.peerscope.app.canvas.layout.Branch.Cell.Many;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a topology into measured branches: groups functions by device, folds like siblings.
final class Branches {

  /// More like siblings than this are folded.
  static final int MOST_ALIKE = 8;

  /// More functions of the chipset itself, or more empty ports, than this are folded.
  private static final int MOST_DULL = 3;

  private static final String SYSTEM = "system";

  private final Topology topology;
  private final Set<FoldKey> unfolded;
  private final Set<PciAddress> revealed = new HashSet<>();
  private final Map<PciAddress, List<PciAddress>> virtualFunctions = new HashMap<>();
  private final Map<PciAddress, List<PciAddress>> orphans = new HashMap<>();
  private final Map<PciAddress, PciFunction> functions;
  private final List<PciAddress> untold = new ArrayList<>();
  private final Map<PciAddress, Long> likeness;

  /// @param unfolded groups that the user opened
  /// @param shown functions that must not disappear in a group
  Branches(Topology topology, Set<FoldKey> unfolded, Set<PciAddress> shown) {
    this.topology = topology;
    this.unfolded = unfolded;
    this.functions = HashMap.newHashMap(topology.size());
    this.likeness = HashMap.newHashMap(topology.size());
    topology.functions().forEach(function -> functions.put(function.address(), function));
    topology.functions().forEach(this::sortVirtual);
    topology.functionsWithoutKnownParent().forEach(this::sortUntold);
    shown.stream().filter(address -> topology.find(address).isPresent()).forEach(this::reveal);
  }

  /// Whether a function may take the place of another one without anything being grouped, folded or
  /// measured otherwise.
  static boolean areAlike(PciFunction one, PciFunction other) {
    return one.kind() == other.kind()
        && classOf(one) == classOf(other)
        && one.secondaryBus().isPresent() == other.secondaryBus().isPresent();
  }

  private void sortVirtual(PciFunction function) {
    if (function.kind() == FunctionKind.VIRTUAL_FUNCTION) {
      topology
          .physicalFunctionOf(function.address())
          .ifPresent(physical ->
              virtualFunctions
                  .computeIfAbsent(physical, _ -> new ArrayList<>())
                  .add(function.address()));
    }
  }

  private void sortUntold(PciAddress address) {
    if (topology.physicalFunctionOf(address).isPresent()) {
      return;
    }
    if (topology.parentOf(address) instanceof Parent.Untold(String _, var bridge)) {
      if (bridge.isPresent()) {
        orphans.computeIfAbsent(bridge.get(), _ -> new ArrayList<>()).add(address);
      } else {
        untold.add(address);
      }
    }
  }

  private void reveal(PciAddress address) {
    PciAddress at = address;
    while (revealed.add(at)) {
      PciAddress below = at;
      Optional<PciAddress> above = topology.physicalFunctionOf(at).or(() -> above(below));
      if (above.isEmpty()) {
        return;
      }
      at = above.get();
    }
  }

  /// The bridge that a function is drawn below.
  Optional<PciAddress> above(PciAddress address) {
    return switch (topology.parentOf(address)) {
      case Parent.Below(PciAddress bridge) -> Optional.of(bridge);
      case Parent.Untold(String _, var bridge) -> bridge;
      case Parent.RootBus _ -> Optional.empty();
    };
  }

  /// What hangs below a host bridge: ports first, then the functions of the root bus in a frame.
  List<Branch> below(HostBridge hostBridge) {
    PciBus under = hostBridge.bus();
    return portsThenGrid(
        physical(hostBridge.functions()), under, FrameKind.ROOT_BUS, "on root bus " + under);
  }

  /// The functions whose parent the input does not tell.
  List<Branch> withoutParent() {
    return portsThenGrid(untold, "untold", FrameKind.UNTOLD, "");
  }

  private List<Branch> portsThenGrid(
      List<PciAddress> onBus, Object under, FrameKind kind, String title) {
    var branches = new ArrayList<Branch>();
    var small = new ArrayList<PciAddress>();
    var ports = new ArrayList<PciAddress>();
    for (PciAddress address : onBus) {
      (function(address).kind().isBridge() || virtualFunctions.containsKey(address) ? ports : small)
          .add(address);
    }
    branches.addAll(siblings(ports, under));
    if (!small.isEmpty()) {
      List<Cell> cells = folded(small, under, 0);
      boolean isOneLine = ports.isEmpty() && cells.size() == 1 && cells.getFirst() instanceof Many;
      branches.add(grid(kind, isOneLine ? "" : title, cells));
    }
    return branches;
  }

  /// Siblings on one bus: devices, ports and switches, like ones folded.
  private List<Branch> siblings(List<PciAddress> onBus, Object under) {
    var devices = new LinkedHashMap<Integer, List<PciAddress>>();
    var subtrees = new ArrayList<List<PciAddress>>();
    for (PciAddress address : onBus) {
      if (function(address).kind().isBridge()) {
        subtrees.add(List.of(address));
        continue;
      }
      int device = address.bus() << 5 | address.device();
      List<PciAddress> known = devices.get(device);
      if (known == null) {
        known = new ArrayList<>();
        devices.put(device, known);
        subtrees.add(known);
      }
      known.add(address);
    }
    List<PciAddress> empty = subtrees.size() < MOST_DULL ? List.of() : emptyPorts(subtrees);
    if (empty.size() < MOST_DULL) {
      return fold(subtrees, under);
    }
    var isEmpty = new HashSet<>(empty);
    subtrees.removeIf(subtree -> isEmpty.contains(subtree.getFirst()));
    var branches = new ArrayList<>(fold(subtrees, under));
    branches.addAll(packed(empty, under));
    return branches;
  }

  /// Ports whose bus is told and that nothing of the input is behind.
  private List<PciAddress> emptyPorts(List<List<PciAddress>> subtrees) {
    var empty = new ArrayList<PciAddress>();
    for (List<PciAddress> subtree : subtrees) {
      PciAddress address = subtree.getFirst();
      if (function(address).secondaryBus().isPresent()
          && below(address).isEmpty()
          && !revealed.contains(address)) {
        empty.add(address);
      }
    }
    return empty;
  }

  /// Ports that nothing is behind, in one small row.
  private List<Branch> packed(List<PciAddress> empty, Object under) {
    var key = new FoldKey(under.toString(), "empty ports");
    boolean open = unfolded.contains(key);
    var branches = new ArrayList<Branch>();
    branches.add(new Branch.Folded(FoldKind.EMPTY_PORTS, key, empty, open, Metrics.CHIP_HEIGHT));
    if (open) {
      empty.forEach(address -> branches.add(branch(List.of(address))));
    }
    return branches;
  }

  private List<Branch> fold(List<List<PciAddress>> subtrees, Object under) {
    if (subtrees.size() <= MOST_ALIKE) {
      var each = new ArrayList<Branch>(subtrees.size());
      subtrees.forEach(subtree -> each.add(branch(subtree)));
      return each;
    }
    var alike = new HashMap<Long, List<PciAddress>>();
    for (List<PciAddress> subtree : subtrees) {
      if (mayFold(subtree)) {
        alike
            .computeIfAbsent(likeness(subtree.getFirst()), _ -> new ArrayList<>())
            .add(subtree.getFirst());
      }
    }
    var branches = new ArrayList<Branch>();
    for (List<PciAddress> subtree : subtrees) {
      PciAddress first = subtree.getFirst();
      List<PciAddress> group =
          mayFold(subtree) ? alike.getOrDefault(likeness(first), List.of()) : List.of();
      if (group.size() <= MOST_ALIKE) {
        branches.add(branch(subtree));
        continue;
      }
      var key = new FoldKey(under.toString(), Long.toHexString(likeness(first)));
      boolean open = unfolded.contains(key);
      if (group.getFirst().equals(first)) {
        double height = open ? Metrics.ROW_HEIGHT : Metrics.CARD_HEIGHT;
        branches.add(new Branch.Folded(FoldKind.ALIKE, key, group, open, height));
      }
      if (open) {
        branches.add(branch(subtree));
      }
    }
    return branches;
  }

  private boolean mayFold(List<PciAddress> subtree) {
    return subtree.size() == 1
        && !virtualFunctions.containsKey(subtree.getFirst())
        && !revealed.contains(subtree.getFirst());
  }

  /// A number that is equal for subtrees that look alike: kinds and classes, not models.
  private long likeness(PciAddress address) {
    Long known = likeness.get(address);
    if (known != null) {
      return known;
    }
    PciFunction function = function(address);
    long sum = 31L * function.kind().spelling().hashCode() + 1009L * classOf(function);
    for (PciAddress child : below(address)) {
      sum = sum * 1_000_003 + likeness(child) + 7;
    }
    likeness.put(address, sum);
    return sum;
  }

  private PciFunction function(PciAddress address) {
    PciFunction function = functions.get(address);
    return function == null ? topology.at(address) : function;
  }

  private static int classOf(PciFunction function) {
    return function.classCode().ifKnown().map(ClassCode::baseAndSub).orElse(-1);
  }

  private Branch branch(List<PciAddress> subtree) {
    PciAddress first = subtree.getFirst();
    FunctionKind kind = function(first).kind();
    if (!kind.isBridge()) {
      return stack(subtree);
    }
    List<Branch> below = siblings(below(first), first);
    return kind == FunctionKind.UPSTREAM_PORT ? aSwitch(first, below) : port(first, below);
  }

  /// Everything that hangs below a bridge in the picture, virtual functions among it.
  List<PciAddress> drawnBelow(PciAddress bridge) {
    var all = new ArrayList<>(topology.childrenOf(bridge));
    all.addAll(orphans.getOrDefault(bridge, List.of()));
    return all;
  }

  private List<PciAddress> below(PciAddress bridge) {
    List<PciAddress> told = physical(topology.childrenOf(bridge));
    List<PciAddress> untoldBetween = orphans.get(bridge);
    if (untoldBetween == null) {
      return told;
    }
    var all = new ArrayList<>(told);
    all.addAll(untoldBetween);
    return all;
  }

  private List<PciAddress> physical(List<PciAddress> all) {
    return virtualFunctions.isEmpty()
        ? all
        : all.stream().filter(address -> topology.physicalFunctionOf(address).isEmpty()).toList();
  }

  private static Branch port(PciAddress address, List<Branch> below) {
    return new Branch.Port(address, below, Math.max(Metrics.CHIP_HEIGHT, stacked(below)));
  }

  private static Branch aSwitch(PciAddress upstream, List<Branch> inside) {
    double needed = Metrics.SWITCH_TITLE + stacked(inside) + Metrics.GAP;
    return new Branch.Switch(upstream, inside, Math.max(Metrics.SWITCH_LEAST, needed));
  }

  /// The height of branches above each other.
  static double stacked(Collection<Branch> branches) {
    double height = 0;
    for (Branch branch : branches) {
      height += branch.height() + gapAfter(branch);
    }
    return Math.max(0, height - (branches.isEmpty() ? 0 : Metrics.GAP));
  }

  /// The free room below a branch.
  static double gapAfter(Branch branch) {
    return Metrics.GAP;
  }

  private Branch stack(List<PciAddress> functions) {
    var rows = new ArrayList<Cell>();
    for (PciAddress address : functions) {
      double height = rows.isEmpty() ? Metrics.CARD_HEIGHT : Metrics.ROW_HEIGHT;
      rows.add(new Cell.One(address, height, 0));
      rows.addAll(
          folded(virtualFunctions.getOrDefault(address, List.of()), address, 2 * Metrics.GAP));
    }
    double height = 0;
    for (Cell row : rows) {
      height += row.height();
    }
    double frame = rows.size() == 1 ? 0 : (rows.size() + 1) * Metrics.FRAME_PADDING;
    return new Branch.Stack(List.copyOf(rows), height + frame);
  }

  /// Small functions in address order, like ones folded.
  private List<Cell> folded(List<PciAddress> alikeOrNot, Object under, double indent) {
    if (alikeOrNot.isEmpty()) {
      return List.of();
    }
    var groups = new HashMap<String, List<PciAddress>>();
    for (PciAddress address : alikeOrNot) {
      if (!revealed.contains(address)) {
        groups.computeIfAbsent(groupOf(address), _ -> new ArrayList<>()).add(address);
      }
    }
    var cells = new ArrayList<Cell>();
    for (PciAddress address : alikeOrNot) {
      String name = groupOf(address);
      boolean system = name.equals(SYSTEM);
      List<PciAddress> group =
          revealed.contains(address) ? List.of() : groups.getOrDefault(name, List.of());
      if (group.size() <= (system ? MOST_DULL : MOST_ALIKE)) {
        cells.add(new Cell.One(address, Metrics.ROW_HEIGHT, indent));
        continue;
      }
      var key = new FoldKey(under.toString(), name);
      boolean open = unfolded.contains(key);
      if (group.getFirst().equals(address)) {
        cells.add(new Many(system ? FoldKind.SYSTEM : FoldKind.ALIKE, key, group, open, indent));
      }
      if (open) {
        cells.add(new Cell.One(address, Metrics.ROW_HEIGHT, indent));
      }
    }
    return List.copyOf(cells);
  }

  private String groupOf(PciAddress address) {
    int code = classOf(function(address));
    return isSystem(code) ? SYSTEM : "class " + Integer.toHexString(code);
  }

  /// Host bridges, memory controllers, system peripherals and counters (PCI Code and ID Assignment,
  /// base classes 05, 08 and 11, and 0600).
  private static boolean isSystem(int code) {
    int base = code >> 8;
    return code == 0x0600 || base == 0x05 || base == 0x08 || base == 0x11;
  }

  private static Branch grid(FrameKind kind, String title, List<Cell> cells) {
    int columns = cells.size() <= 3 ? 1 : cells.size() <= 8 ? 2 : 3;
    int rows = (cells.size() + columns - 1) / columns;
    double content = rows * (Metrics.ROW_HEIGHT + Metrics.GAP);
    double height = title.isEmpty() ? content - Metrics.GAP : content + Metrics.GRID_TITLE;
    return new Branch.Grid(kind, title, cells, columns, height);
  }
}
