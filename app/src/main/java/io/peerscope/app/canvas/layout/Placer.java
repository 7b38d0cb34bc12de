package io.peerscope.app.canvas.layout;

import io.peerscope.app.canvas.layout.Branch.Cell;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives every branch its place, in one pass: leaves are packed downwards, parents stand in the
/// middle of their children.
final class Placer {

  private final Topology topology;
  private final Branches branches;
  private final List<Item> items = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Map<PciAddress, Standing> standings;
  private final Map<PciBus, Item.HostBridgeBar> hostBridges = new HashMap<>();
  private double cardColumn = Metrics.FIRST_X;

  Placer(Topology topology, Branches branches) {
    this.topology = topology;
    this.branches = branches;
    this.standings = HashMap.newHashMap(topology.size());
  }

  /// The upper end of the wires to some siblings.
  ///
  /// @param bridge the bridge; empty for a root bus
  /// @param from the bridge's resting point and, on its right, where the wires start
  private record Above(Optional<PciAddress> bridge, List<Point> from) {
    Above {
      from = List.copyOf(from);
    }
  }

  TopologyLayout place() {
    var perHostBridge = new HashMap<PciBus, List<Branch>>();
    for (HostBridge hostBridge : topology.hostBridges()) {
      List<Branch> below = branches.below(hostBridge);
      perHostBridge.put(hostBridge.bus(), below);
      widenCardColumn(below);
    }
    double y = Metrics.MARGIN;
    boolean lastIsOneLine = false;
    for (HostBridge hostBridge : topology.hostBridges()) {
      List<Branch> below = perHostBridge.getOrDefault(hostBridge.bus(), List.of());
      boolean isOneLine = isOneLine(below);
      y -= isOneLine && lastIsOneLine ? Metrics.BORDER - 2 * Metrics.GAP : 0;
      y = placeHostBridge(hostBridge.bus(), below, y) + Metrics.BORDER;
      lastIsOneLine = isOneLine;
    }
    placeUntold(branches.withoutParent(), y);
    return new TopologyLayout(items, wires, bounds(), standings, hostBridges);
  }

  /// Whether a host bridge has nothing below it but one group of functions.
  private static boolean isOneLine(List<Branch> below) {
    return below.size() == 1
        && below.getFirst() instanceof Branch.Grid grid
        && grid.kind() == FrameKind.ROOT_BUS
        && !grid.isFramed();
  }

  /// With a switch right below a root port, cards that hang off root ports line up with its cards.
  private void widenCardColumn(List<Branch> below) {
    for (Branch branch : below) {
      if (branch instanceof Branch.Port(PciAddress _, var children, double _)
          && children.stream().anyMatch(child -> child instanceof Branch.Switch)) {
        cardColumn = Metrics.FIRST_X + Metrics.SWITCH_WIDTH + Metrics.LINK;
      }
    }
  }

  private Box bounds() {
    double right = Metrics.ROOT_X;
    double bottom = Metrics.MARGIN;
    for (Item item : items) {
      right = Math.max(right, item.box().right());
      bottom = Math.max(bottom, item.box().bottom());
    }
    return new Box(0, 0, right + Metrics.MARGIN, bottom + Metrics.MARGIN);
  }

  private double placeHostBridge(PciBus bus, List<Branch> below, double top) {
    double content = rootHeight(below);
    double least = isOneLine(below) ? Metrics.ONE_LINE_BAR : Metrics.LEAST_BAR;
    double height = Math.max(Metrics.snap(content) + 2 * Metrics.BAR_PADDING, least);
    var box = new Box(Metrics.BAR_X, top, Metrics.BAR_WIDTH, height);
    var bar =
        new Item.HostBridgeBar(
            bus, box, new Box(Metrics.MEMORY_X, top, Metrics.MEMORY_WIDTH, height));
    items.add(bar);
    hostBridges.put(bus, bar);
    double y = top + Metrics.snap((height - content) / 2);
    for (Branch branch : below) {
      placeOnRootBus(branch, bar, y);
      y += branch.height() + rootGap(branch);
    }
    return box.bottom();
  }

  private static double rootHeight(List<Branch> below) {
    double height = 0;
    for (Branch branch : below) {
      height += branch.height() + rootGap(branch);
    }
    return below.isEmpty() ? 0 : height - rootGap(below.getLast());
  }

  private static double rootGap(Branch branch) {
    return branch.height() > Metrics.CHIP_HEIGHT ? 2 * Metrics.GAP : Metrics.GAP;
  }

  private void placeOnRootBus(Branch branch, Item.HostBridgeBar hostBridge, double y) {
    Box bar = hostBridge.box();
    double anchor = anchor(branch, y);
    var above =
        new Above(
            Optional.empty(),
            List.of(new Point(hostBridge.lineX(), anchor), new Point(bar.right(), anchor)));
    place(branch, Metrics.ROOT_X, y, above, List.of());
    wires.add(
        new Wire(
            List.of(new Point(bar.right(), anchor), new Point(Metrics.ROOT_X, anchor)),
            Optional.empty(),
            Optional.empty(),
            new Box(bar.right(), anchor, 0, 0),
            false));
  }

  private void placeUntold(List<Branch> below, double top) {
    if (below.isEmpty()) {
      return;
    }
    int frame = items.size();
    double y = top + Metrics.SWITCH_TITLE + Metrics.GAP;
    double x = Metrics.MEMORY_X + 2 * Metrics.GAP;
    Box area = new Box(Metrics.MEMORY_X, top, Metrics.CELL_WIDTH, Metrics.SWITCH_TITLE);
    for (Branch branch : below) {
      var above = new Above(Optional.empty(), List.of());
      place(branch, x, y, above, List.of());
      y += branch.height() + rootGap(branch);
    }
    for (Item item : items.subList(frame, items.size())) {
      area = area.union(item.box());
    }
    area =
        new Box(
            area.x(), area.y(), area.width() + 2 * Metrics.GAP, area.height() + 2 * Metrics.GAP);
    items.add(frame, new Item.Frame(FrameKind.UNTOLD, "Parent not told", area));
  }

  /// The height at which the wire from above meets a branch placed at `y`.
  private double anchor(Branch branch, double y) {
    return switch (branch) {
      case Branch.Stack stack ->
          y + (stack.rows().size() > 1 ? Metrics.FRAME_PADDING : 0) + Metrics.CARD_HEIGHT / 2;
      case Branch.Grid grid ->
          y + (isOneLine(List.of(grid)) ? Metrics.ROW_HEIGHT / 2 : 2 * Metrics.GAP);
      case Branch.Folded folded -> y + folded.height() / 2;
      case Branch.Port port -> middle(port.below(), y, y + Metrics.CHIP_HEIGHT / 2);
      case Branch.Switch aSwitch -> {
        double least = y + Metrics.SWITCH_TITLE + Metrics.CHIP_HEIGHT;
        double most = y + aSwitch.height() - 9 * Metrics.GAP;
        double middle = middle(aSwitch.inside(), y + Metrics.SWITCH_TITLE, least);
        yield Math.max(Math.min(middle, Math.max(most, least)), y + Metrics.SWITCH_TITLE + 12);
      }
    };
  }

  private double middle(List<Branch> below, double y, double whenEmpty) {
    if (below.isEmpty()) {
      return whenEmpty;
    }
    if (below.size() == 1) {
      return anchor(below.getFirst(), y);
    }
    Branch last = below.getLast();
    double lastY = y + Branches.stacked(below) - last.height();
    return Metrics.snap((anchor(below.getFirst(), y) + anchor(last, lastY)) / 2);
  }

  /// @param path corners between the upper end and this branch
  private void place(Branch branch, double x, double y, Above above, List<Point> path) {
    switch (branch) {
      case Branch.Stack stack -> placeStack(stack, x, y, above, path);
      case Branch.Grid grid -> placeGrid(grid, x, y, above);
      case Branch.Folded folded -> placeFolded(folded, x, y, above, path);
      case Branch.Port port -> placePort(port, x, y, above, path);
      case Branch.Switch aSwitch -> placeSwitch(aSwitch, x, y, above, path);
    }
  }

  private void placePort(Branch.Port port, double x, double y, Above above, List<Point> path) {
    double anchor = anchor(port, y);
    var box = new Box(x, anchor - Metrics.CHIP_HEIGHT / 2, Metrics.CHIP_WIDTH, Metrics.CHIP_HEIGHT);
    addPort(port.address(), box, above, path, box.center());
    placeBelow(port.address(), port.below(), box, y);
  }

  private void addPort(PciAddress address, Box box, Above above, List<Point> path, Point rest) {
    var chip = new Item.PortChip(address, box);
    items.add(chip);
    standings.put(address, new Standing(chip, above.from(), path, List.of(rest)));
  }

  private void placeBelow(PciAddress bridge, List<Branch> below, Box chip, double top) {
    if (below.isEmpty()) {
      return;
    }
    double startX = chip.right();
    double middle = chip.centerY();
    double childX = startX + Metrics.LINK;
    var above = new Above(Optional.of(bridge), List.of(chip.center(), new Point(startX, middle)));
    double busX = childX - 2 * Metrics.GAP;
    double y = top + Math.max(0, (chip.height() - Branches.stacked(below)) / 2);
    for (Branch branch : below) {
      double anchor = anchor(branch, y);
      double x = branch.isLeaf() ? Math.max(childX, cardColumn) : childX;
      List<Point> path =
          anchor == middle
              ? List.of(new Point(x, anchor))
              : List.of(new Point(busX, middle), new Point(busX, anchor), new Point(x, anchor));
      place(branch, x, y, above, path);
      addWire(bridge, branch, new Point(startX, middle), path, below.size() == 1);
      y += branch.height() + Metrics.GAP;
    }
  }

  private void addWire(
      PciAddress bridge, Branch branch, Point from, List<Point> path, boolean alone) {
    var points = new ArrayList<Point>();
    points.add(from);
    points.addAll(path);
    Point end = path.getLast();
    Optional<PciAddress> below = topmost(branch);
    boolean gap = below.isPresent() && topology.parentOf(below.get()) instanceof Parent.Untold;
    double left = alone || path.size() == 1 ? from.x() : path.getFirst().x();
    var label = new Box(left, end.y() - 16, end.x() - left, 32);
    wires.add(new Wire(points, Optional.of(bridge), below, label, gap));
  }

  private static Optional<PciAddress> topmost(Branch branch) {
    return switch (branch) {
      case Branch.Stack stack ->
          stack.rows().getFirst() instanceof Cell.One one
              ? Optional.of(one.address())
              : Optional.empty();
      case Branch.Port port -> Optional.of(port.address());
      case Branch.Switch aSwitch -> Optional.of(aSwitch.upstream());
      case Branch.Folded folded -> Optional.of(folded.members().getFirst());
      case Branch.Grid _ -> Optional.empty();
    };
  }

  private void placeSwitch(
      Branch.Switch aSwitch, double x, double y, Above above, List<Point> path) {
    var box = new Box(x, y, Metrics.SWITCH_WIDTH, aSwitch.height());
    double anchor = anchor(aSwitch, y);
    double busX = x + Metrics.snap(Metrics.SWITCH_WIDTH / 2) + Metrics.GAP;
    double inside = y + Metrics.SWITCH_TITLE;
    double busTop = anchor;
    double busBottom = anchor;
    double at = inside;
    int ports = 0;
    for (Branch branch : aSwitch.inside()) {
      double port = anchor(branch, at);
      busTop = Math.min(busTop, port);
      busBottom = Math.max(busBottom, port);
      at += branch.height() + Metrics.GAP;
      ports += ports(branch);
    }
    items.add(new Item.SwitchBox(aSwitch.upstream(), box, busX, busTop, busBottom, ports));
    var chip =
        new Box(x, anchor - Metrics.CHIP_HEIGHT / 2, Metrics.CHIP_WIDTH, Metrics.CHIP_HEIGHT);
    addPort(aSwitch.upstream(), chip, above, path, chip.center());
    placeInside(aSwitch, box, chip, busX, inside);
  }

  private int ports(Branch branch) {
    return switch (branch) {
      case Branch.Port _ -> 1;
      case Branch.Folded folded ->
          folded.open()
              ? 0
              : (int)
                  folded.members().stream()
                      .filter(member -> topology.at(member).kind().isBridge())
                      .count();
      case Branch.Stack _, Branch.Grid _, Branch.Switch _ -> 0;
    };
  }

  private void placeInside(Branch.Switch aSwitch, Box box, Box chip, double busX, double top) {
    double middle = chip.centerY();
    var above =
        new Above(Optional.of(aSwitch.upstream()), List.of(chip.center(), new Point(busX, middle)));
    double y = top;
    for (Branch branch : aSwitch.inside()) {
      double anchor = anchor(branch, y);
      boolean atEdge = branch instanceof Branch.Port || isPacked(branch);
      double x =
          atEdge
              ? box.right() - Metrics.CHIP_WIDTH
              : Math.max(box.right() + Metrics.LINK, branch.isLeaf() ? cardColumn : 0);
      List<Point> path =
          anchor == middle
              ? List.of(new Point(x, anchor))
              : List.of(new Point(busX, anchor), new Point(x, anchor));
      place(branch, x, y, above, path);
      var points = new ArrayList<Point>();
      points.add(new Point(chip.right(), middle));
      if (anchor != middle) {
        points.add(new Point(busX, middle));
      }
      points.addAll(path);
      wires.add(
          new Wire(
              points,
              Optional.of(aSwitch.upstream()),
              Optional.empty(),
              new Box(chip.right(), middle, 0, 0),
              false));
      y += branch.height() + Metrics.GAP;
    }
  }

  private static boolean isPacked(Branch branch) {
    return branch instanceof Branch.Folded folded && folded.kind() == FoldKind.EMPTY_PORTS;
  }

  private void placeFolded(
      Branch.Folded folded, double x, double y, Above above, List<Point> path) {
    double width = isPacked(folded) ? Metrics.CHIP_WIDTH : Metrics.CARD_WIDTH;
    var box = new Box(x, y, width, folded.height());
    var card = new Item.FoldCard(folded.kind(), folded.key(), box, folded.members(), folded.open());
    items.add(card);
    if (!folded.open()) {
      folded.members().forEach(member -> foldAway(member, card, above, path));
    }
  }

  /// Everything below a folded member is in the group too.
  private void foldAway(PciAddress member, Item.FoldCard card, Above above, List<Point> path) {
    standings.put(member, new Standing(card, above.from(), path, List.of()));
    for (PciAddress child : branches.drawnBelow(member)) {
      foldAway(child, card, above, path);
    }
  }

  private void placeStack(Branch.Stack stack, double x, double y, Above above, List<Point> path) {
    boolean framed = stack.rows().size() > 1;
    double padding = framed ? Metrics.FRAME_PADDING : 0;
    double width = Metrics.CARD_WIDTH;
    if (framed) {
      items.add(new Item.Frame(FrameKind.DEVICE, "", new Box(x, y, width, stack.height())));
    }
    double rowY = y + padding;
    double anchor = anchor(stack, y);
    for (Cell row : stack.rows()) {
      double left = x + padding + row.indent();
      var box = new Box(left, rowY, x + width - padding - left, row.height());
      var points = new ArrayList<Point>(path);
      if (!path.isEmpty()) {
        points.removeLast();
      }
      double besideX = x - Metrics.GAP;
      if (box.y() > anchor) {
        points.add(new Point(besideX, anchor));
        points.add(new Point(besideX, box.centerY()));
      }
      placeCell(row, box, above, points, new Point(box.x(), box.centerY()));
      rowY += row.height() + Metrics.FRAME_PADDING;
    }
  }

  private void placeCell(Cell cell, Box box, Above above, List<Point> path, Point rest) {
    switch (cell) {
      case Cell.One(PciAddress address, double height, double _) -> {
        var card = new Item.FunctionCard(address, box, height < Metrics.CARD_HEIGHT);
        items.add(card);
        standings.put(address, new Standing(card, above.from(), path, List.of(rest)));
      }
      case Cell.Many(FoldKind kind, FoldKey key, var members, boolean open, double _) -> {
        var card = new Item.FoldCard(kind, key, box, members, open);
        items.add(card);
        if (!open) {
          for (PciAddress member : members) {
            standings.put(member, new Standing(card, above.from(), path, List.of(rest)));
          }
        }
      }
    }
  }

  private void placeGrid(Branch.Grid grid, double x, double y, Above above) {
    int columns = grid.columns();
    double width = columns * (Metrics.CELL_WIDTH + Metrics.GAP) + Metrics.GAP;
    boolean framed = grid.isFramed();
    if (framed) {
      items.add(new Item.Frame(grid.kind(), grid.title(), new Box(x, y, width, grid.height())));
    }
    int rows = (grid.cells().size() + columns - 1) / columns;
    for (int i = 0; i < grid.cells().size(); i++) {
      int column = i / rows;
      int row = i % rows;
      double cellX = x + (framed ? Metrics.GAP : 0) + column * (Metrics.CELL_WIDTH + Metrics.GAP);
      double cellY =
          y + (framed ? Metrics.GRID_TITLE : 0) + row * (Metrics.ROW_HEIGHT + Metrics.GAP);
      var box = new Box(cellX, cellY, Metrics.CELL_WIDTH, Metrics.ROW_HEIGHT);
      Point rest = new Point(cellX, box.centerY());
      double lane = cellX - Metrics.GAP / 2;
      List<Point> path = new ArrayList<>();
      if (!above.from().isEmpty()) {
        path.add(new Point(lane, above.from().getLast().y()));
        path.add(new Point(lane, rest.y()));
      }
      placeCell(grid.cells().get(i), box, above, path, rest);
    }
  }
}
