package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.LayoutItem.BarItem;
import io.peerscope.engine.edit.LayoutItem.WindowItem;
import io.peerscope.engine.edit.WindowUse.Span;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives bus addresses to BARs and windows to bridges, as firmware does, and moves as little as
/// possible.
///
/// A BAR is aligned to its size; a bridge window to 1 MiB and to the largest BAR in it. 64-bit
/// prefetchable BARs go into prefetchable windows, all others into memory windows below 4 GiB
/// (PCI-to-PCI Bridge Architecture 1.2, 3.2.5; PCIe, 7.5.1). For what has no room yet, in this
/// order: a gap of the window; a larger window; another place for the window, where all in it may
/// move; the whole host bridge anew, likewise. What fits nowhere is a finding and gets no address.
final class WindowLayout {

  private static final Comparator<LayoutItem> LARGEST_FIRST =
      Comparator.comparing(LayoutItem::align, Long::compareUnsigned)
          .thenComparing(LayoutItem::size, Long::compareUnsigned)
          .reversed();

  /// An item and whose window it goes into.
  private record Task(Owner owner, WindowKind kind, LayoutItem item) {}

  private final LayoutState state;
  private final List<Finding> findings = new ArrayList<>();

  WindowLayout(Platform platform, Movable movable) {
    this.state = new LayoutState(platform, movable);
  }

  /// The functions whose addresses or windows changed.
  Collection<PciFunction> changed() {
    return state.changed();
  }

  List<Finding> findings() {
    return findings;
  }

  /// Keeps room below a port for what is plugged in later.
  void reserve(PciAddress port, Reserve reserve) {
    state.reserve(port, reserve);
  }

  /// Places the BARs of functions that have no address yet, and opens windows for the bridges among
  /// them.
  void allocate(Collection<PciAddress> functions) {
    Set<PciAddress> all = new HashSet<>(functions);
    all.forEach(state::want);
    List<Task> tasks = new ArrayList<>();
    for (PciAddress address : functions) {
      reportUnknownSizes(address);
      Optional<Owner> owner = state.ownerOf(address);
      boolean inBlock =
          owner.isEmpty()
              || (owner.get() instanceof Owner.Port(PciAddress bridge) && all.contains(bridge));
      if (!inBlock) {
        tasks.addAll(tasksOf(owner.get(), address));
      }
    }
    tasks.sort(Comparator.comparing(Task::item, LARGEST_FIRST));
    tasks.forEach(this::placeOrReport);
  }

  private void reportUnknownSizes(PciAddress address) {
    if (state.at(address).kind() == FunctionKind.VIRTUAL_FUNCTION) {
      return;
    }
    for (Bar bar : state.at(address).bars()) {
      if (bar.kind().isMemory() && bar.state() == BarState.UNASSIGNED && isUnsized(bar)) {
        findings.add(
            Finding.warning(
                "bar-size-unknown",
                "BAR %d of %s gets no address: its size is not told"
                    .formatted(bar.index(), address),
                address));
      }
    }
  }

  private static boolean isUnsized(Bar bar) {
    return bar.size().ifKnown().isEmpty();
  }

  private List<Task> tasksOf(Owner owner, PciAddress address) {
    List<Task> tasks = new ArrayList<>();
    PciFunction function = state.at(address);
    for (Bar bar : function.bars()) {
      if (state.isWanted(function, bar)) {
        kindOf(bar, owner)
            .ifPresent(kind -> tasks.add(new Task(owner, kind, new BarItem(state, address, bar))));
      }
    }
    if (function.kind().isBridge()) {
      for (WindowKind kind : LayoutState.MEMORY_KINDS) {
        var item = new WindowItem(state, address, kind);
        if (item.size() != 0) {
          tasks.add(new Task(owner, kind, item));
        }
      }
    }
    return tasks;
  }

  static Optional<WindowKind> kindOf(Bar bar, Owner owner) {
    boolean anywhere = owner instanceof Owner.Root && bar.kind() == BarKind.MEMORY_64;
    return switch (bar.kind()) {
      case MEMORY_64 ->
          Optional.of(bar.prefetchable() || anywhere ? WindowKind.PREFETCHABLE : WindowKind.MEMORY);
      case MEMORY_32 -> Optional.of(WindowKind.MEMORY);
      case MEMORY_LOW_1M, MEMORY_RESERVED, IO -> Optional.empty();
    };
  }

  private void placeOrReport(Task task) {
    if (place(task) || placeAnew(task)) {
      return;
    }
    findings.add(new NoRoom(state, this).finding(task.owner(), task.kind(), task.item()));
    task.item().giveUp();
  }

  private boolean place(Task task) {
    return place(task.owner(), task.kind(), task.item());
  }

  private boolean place(Owner owner, WindowKind kind, LayoutItem item) {
    var spans = new Spans(state.spans(owner));
    for (AddressRange range : state.ranges(owner, kind)) {
      Optional<Long> gap = spans.room(range, item.size(), item.align());
      if (gap.isPresent()) {
        item.assign(gap.get());
        return true;
      }
    }
    return owner instanceof Owner.Port(PciAddress bridge)
        && (widen(bridge, kind, item, spans) || relocate(bridge, kind));
  }

  /// Opens the window further, upwards or else downwards.
  private boolean widen(PciAddress bridge, WindowKind kind, LayoutItem item, Spans spans) {
    Optional<AddressRange> window = state.window(bridge, kind);
    if (window.isEmpty() || state.isPinned(bridge, kind)) {
      return false;
    }
    AddressRange open = window.get();
    AddressRange upward = new AddressRange(open.first(), -1L);
    Optional<Long> above = spans.room(upward, item.size(), item.align());
    if (above.isPresent()) {
      long last = above.get() + item.size() - 1 | LayoutState.GRANULE - 1;
      if (stretch(bridge, kind, new AddressRange(open.first(), last))) {
        item.assign(above.get());
        return true;
      }
    }
    long start = open.first() - item.size() & -item.align();
    boolean below = Long.compareUnsigned(start, open.first()) < 0;
    long first = start & -LayoutState.GRANULE;
    if (below && stretch(bridge, kind, new AddressRange(first, open.last()))) {
      item.assign(start);
      return true;
    }
    return false;
  }

  /// Opens a window, and those above where needed, if nobody else uses the addresses.
  private boolean stretch(PciAddress bridge, WindowKind kind, AddressRange wanted) {
    Optional<Owner> owner = state.ownerOf(bridge);
    if (owner.isEmpty() || state.isPinned(bridge, kind) || !state.canReach(bridge, kind, wanted)) {
      return false;
    }
    var neighbours = new Spans(state.spansWithout(owner.get(), bridge, kind));
    if (!neighbours.isFree(wanted)) {
      return false;
    }
    boolean inside = state.ranges(owner.get(), kind).stream().anyMatch(r -> r.contains(wanted));
    boolean roomAbove =
        inside
            || (owner.get() instanceof Owner.Port(PciAddress upper)
                && state
                    .window(upper, kind)
                    .filter(range -> stretch(upper, kind, hull(range, wanted)))
                    .isPresent());
    if (roomAbove) {
      state.open(bridge, kind, wanted);
    }
    return roomAbove;
  }

  private static AddressRange hull(AddressRange one, AddressRange other) {
    return new AddressRange(
        Long.compareUnsigned(one.first(), other.first()) <= 0 ? one.first() : other.first(),
        Long.compareUnsigned(one.last(), other.last()) >= 0 ? one.last() : other.last());
  }

  /// Opens the windows above a BAR that has its address already.
  void openWindowsFor(PciAddress function, Bar bar) {
    Optional<AddressRange> range =
        bar.bus()
            .ifKnown()
            .flatMap(
                bus -> bar.size().ifKnown().map(size -> AddressRange.ofSize(bus.value(), size)));
    if (range.isEmpty()
        || !(state.ownerOf(function).orElse(null) instanceof Owner.Port(PciAddress bridge))) {
      return;
    }
    boolean high = Long.compareUnsigned(range.get().last(), LayoutState.LAST_32_BIT) > 0;
    WindowKind kind =
        high || (bar.prefetchable() && state.window(bridge, WindowKind.PREFETCHABLE).isPresent())
            ? WindowKind.PREFETCHABLE
            : WindowKind.MEMORY;
    var whole =
        new AddressRange(
            range.get().first() & -LayoutState.GRANULE,
            range.get().last() | LayoutState.GRANULE - 1);
    stretch(bridge, kind, state.window(bridge, kind).map(open -> hull(open, whole)).orElse(whole));
  }

  /// Puts the window elsewhere, with all in it and what waits for it.
  private boolean relocate(PciAddress bridge, WindowKind kind) {
    Optional<Owner> owner = state.ownerOf(bridge);
    if (owner.isEmpty() || !state.mayRelocate(bridge, kind)) {
      return false;
    }
    var item = new WindowItem(state, bridge, kind);
    Map<PciAddress, PciFunction> before = state.snapshot();
    state.close(bridge, kind);
    if (item.size() != 0 && place(owner.get(), kind, item)) {
      return true;
    }
    state.restore(before);
    return false;
  }

  /// The last resort: everything below the host bridge that may move, together with a new item.
  private boolean placeAnew(Task task) {
    Optional<PciBus> root = rootOf(task.owner());
    if (root.isEmpty()) {
      return false;
    }
    Map<PciAddress, PciFunction> before = state.snapshot();
    List<Task> tasks = cleared(new Owner.Root(root.get()));
    boolean all =
        tasks.stream().sorted(Comparator.comparing(Task::item, LARGEST_FIRST)).allMatch(this::place)
            && task.item().isPlaced();
    if (!all) {
      state.restore(before);
    }
    return all;
  }

  private Optional<PciBus> rootOf(Owner owner) {
    return switch (owner) {
      case Owner.Root(PciBus bus) -> Optional.of(bus);
      case Owner.Port(PciAddress bridge) ->
          state.platform().topology().hostBridgeAbove(bridge).map(HostBridge::bus);
    };
  }

  /// Gives all addresses below a host bridge anew.
  void layOutAnew(PciBus rootBus) {
    state.wantAllBelow(rootBus);
    cleared(new Owner.Root(rootBus)).stream()
        .sorted(Comparator.comparing(Task::item, LARGEST_FIRST))
        .forEach(task -> {
          if (!place(task)) {
            findings.add(new NoRoom(state, this).finding(task.owner(), task.kind(), task.item()));
            task.item().giveUp();
          }
        });
  }

  /// Takes away the addresses that may move; what has to be placed then, largest subtrees whole.
  private List<Task> cleared(Owner owner) {
    List<Task> tasks = new ArrayList<>();
    for (PciAddress child : state.below(owner)) {
      state.takeAwayVirtualMemory(child);
      for (Bar bar : state.at(child).bars()) {
        if (state.takeAway(child, bar)) {
          kindOf(bar, owner)
              .ifPresent(kind -> tasks.add(new Task(owner, kind, new BarItem(state, child, bar))));
        }
      }
      if (state.at(child).kind().isBridge()) {
        clearedBridge(owner, child, tasks);
      }
    }
    return tasks;
  }

  private void clearedBridge(Owner owner, PciAddress bridge, List<Task> tasks) {
    List<WindowKind> whole =
        LayoutState.MEMORY_KINDS.stream().filter(kind -> state.mayRelocate(bridge, kind)).toList();
    List<Task> inside = cleared(new Owner.Port(bridge));
    for (WindowKind kind : LayoutState.MEMORY_KINDS) {
      if (whole.contains(kind)) {
        state.close(bridge, kind);
        var item = new WindowItem(state, bridge, kind);
        if (item.size() != 0) {
          tasks.add(new Task(owner, kind, item));
        }
      } else {
        inside.stream().filter(task -> task.kind() == kind).forEach(tasks::add);
      }
    }
  }

  /// What uses a window, and what it lacks.
  WindowUse use(Owner owner, WindowKind kind, long missing) {
    List<AddressRange> ranges = state.ranges(owner, kind);
    List<Span> spans =
        state.spans(owner).stream()
            .filter(span -> ranges.stream().anyMatch(range -> range.overlaps(span.range())))
            .sorted(Comparator.comparing(span -> new BusAddress(span.range().first())))
            .toList();
    Optional<PciAddress> bridge =
        owner instanceof Owner.Port(PciAddress port) ? Optional.of(port) : Optional.empty();
    PciBus root = rootOf(owner).orElseGet(() -> bridge.map(PciAddress::onBus).orElseThrow());
    return new WindowUse(root, bridge, kind, ranges, spans, missing);
  }
}
