package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.WindowUse.Span;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The addresses of a machine while a layout works on them.
final class LayoutState {

  /// What a bridge can open at least (PCI-to-PCI Bridge Architecture 1.2, 3.2.5.8).
  static final long GRANULE = 1 << 20;

  static final List<WindowKind> MEMORY_KINDS = List.of(WindowKind.MEMORY, WindowKind.PREFETCHABLE);

  static final long LAST_32_BIT = 0xffff_ffffL;
  private static final int PREFETCHABLE_BASE = 0x24;
  private static final String NO_ROOM = "there is no room for it";
  private static final String BY_PHYSICAL = "addresses of virtual functions are not given out";
  private static final String NOT_YET = "it has no address yet";
  private static final String BY_WINDOW = "the window of the host bridge is not told";

  private record BarKey(PciAddress function, int index) {}

  private final Platform platform;
  private final Movable movable;
  private final BarAddresses addresses;
  private final HostWindows hostWindows;
  private final Set<BarKey> wanted = new HashSet<>();
  private final Map<PciAddress, Reserve> reserves = new HashMap<>();
  private Map<PciAddress, PciFunction> changed = new HashMap<>();

  LayoutState(Platform platform, Movable movable) {
    this.platform = platform;
    this.movable = movable;
    this.addresses = new BarAddresses(platform);
    this.hostWindows = new HostWindows(platform);
  }

  Platform platform() {
    return platform;
  }

  /// The functions that changed, with bytes that say what they say now.
  Collection<PciFunction> changed() {
    return changed.values().stream()
        .map(after -> Registers.follow(platform.topology().at(after.address()), after))
        .toList();
  }

  Map<PciAddress, PciFunction> snapshot() {
    return new HashMap<>(changed);
  }

  void restore(Map<PciAddress, PciFunction> before) {
    changed = before;
  }

  PciFunction at(PciAddress address) {
    PciFunction function = changed.get(address);
    return function != null ? function : platform.topology().at(address);
  }

  Optional<Owner> ownerOf(PciAddress function) {
    return switch (platform.topology().parentOf(function)) {
      case Parent.RootBus(PciBus bus) -> Optional.of(new Owner.Root(bus));
      case Parent.Below(PciAddress bridge) -> Optional.of(new Owner.Port(bridge));
      case Parent.Untold _ -> Optional.empty();
    };
  }

  List<PciAddress> below(Owner owner) {
    return switch (owner) {
      case Owner.Root(PciBus bus) ->
          platform.topology().hostBridge(bus).map(HostBridge::functions).orElse(List.of());
      case Owner.Port(PciAddress bridge) -> platform.topology().childrenOf(bridge);
    };
  }

  /// Remembers the BARs of a function that need an address.
  ///
  /// Those of virtual functions follow from registers of the physical one.
  void want(PciAddress address) {
    if (at(address).kind() == FunctionKind.VIRTUAL_FUNCTION) {
      return;
    }
    for (Bar bar : at(address).bars()) {
      boolean sized = bar.size().ifKnown().filter(size -> size != 0).isPresent();
      if (sized && !bar.hasMemoryAddress() && bar.kind().isMemory()) {
        wanted.add(new BarKey(address, bar.index()));
      }
    }
  }

  void wantAllBelow(PciBus rootBus) {
    wantAllBelow(new Owner.Root(rootBus));
  }

  private void wantAllBelow(Owner owner) {
    for (PciAddress child : below(owner)) {
      want(child);
      if (at(child).kind().isBridge()) {
        wantAllBelow(new Owner.Port(child));
      }
    }
  }

  boolean isWanted(PciFunction function, Bar bar) {
    return wanted.contains(new BarKey(function.address(), bar.index()));
  }

  void reserve(PciAddress port, Reserve reserve) {
    reserves.put(port, reserve);
  }

  long reserved(PciAddress port, WindowKind kind) {
    Reserve reserve = reserves.getOrDefault(port, Reserve.NONE);
    return kind == WindowKind.MEMORY ? reserve.memory() : reserve.prefetchable();
  }

  /// Whether a BAR below a bridge is in one of its windows, or is to be.
  boolean belongsTo(PciAddress bridge, WindowKind kind, PciAddress child, Bar bar) {
    var owner = new Owner.Port(bridge);
    if (!bar.hasMemoryAddress()) {
      return isWanted(at(child), bar)
          && WindowLayout.kindOf(bar, owner).filter(kind::equals).isPresent();
    }
    return bar.size().ifKnown().isPresent()
        && kindNow(bridge, bar, owner).filter(kind::equals).isPresent();
  }

  private Optional<WindowKind> kindNow(PciAddress bridge, Bar bar, Owner owner) {
    Optional<Long> start = bar.bus().ifKnown().map(BusAddress::value);
    for (WindowKind kind : MEMORY_KINDS) {
      if (start.isPresent()
          && window(bridge, kind).filter(range -> range.contains(start.get())).isPresent()) {
        return Optional.of(kind);
      }
    }
    return WindowLayout.kindOf(bar, owner);
  }

  /// The open windows for a kind of address, the best first.
  List<AddressRange> ranges(Owner owner, WindowKind kind) {
    return switch (owner) {
      case Owner.Port(PciAddress bridge) -> window(bridge, kind).map(List::of).orElse(List.of());
      case Owner.Root(PciBus bus) ->
          kind == WindowKind.MEMORY ? lowWindows(bus) : highWindowsFirst(bus);
    };
  }

  List<AddressRange> windowsOf(PciBus bus) {
    return hostWindows.of(bus);
  }

  private List<AddressRange> lowWindows(PciBus bus) {
    return windowsOf(bus).stream()
        .filter(range -> Long.compareUnsigned(range.first(), LAST_32_BIT) <= 0)
        .map(range -> new AddressRange(range.first(), Math.min(cut(range.last()), LAST_32_BIT)))
        .toList();
  }

  private static long cut(long last) {
    return last < 0 ? Long.MAX_VALUE : last;
  }

  private List<AddressRange> highWindowsFirst(PciBus bus) {
    Comparator<AddressRange> high =
        Comparator.comparing(range -> Long.compareUnsigned(range.first(), LAST_32_BIT) <= 0);
    return windowsOf(bus).stream().sorted(high).toList();
  }

  Optional<AddressRange> window(PciAddress bridge, WindowKind kind) {
    return windowFact(bridge, kind).flatMap(Fact::ifKnown).flatMap(range -> range);
  }

  private Optional<Fact<Optional<AddressRange>>> windowFact(PciAddress bridge, WindowKind kind) {
    return at(bridge).windows().stream()
        .filter(window -> window.kind() == kind)
        .map(BridgeWindow::range)
        .findFirst();
  }

  boolean isPinned(PciAddress bridge, WindowKind kind) {
    return windowFact(bridge, kind).filter(Movable::isPinned).isPresent();
  }

  /// Whether the registers of a window can hold a range.
  boolean canReach(PciAddress bridge, WindowKind kind, AddressRange range) {
    PciFunction function = at(bridge);
    boolean narrow =
        kind == WindowKind.MEMORY
            || (function.config().has(PREFETCHABLE_BASE, 2)
                && (function.config().u16(PREFETCHABLE_BASE) & 0xf) == 0
                && window(bridge, kind).filter(LayoutState::isLow).isPresent());
    return !narrow || Long.compareUnsigned(range.last(), LAST_32_BIT) <= 0;
  }

  private static boolean isLow(AddressRange range) {
    return Long.compareUnsigned(range.last(), LAST_32_BIT) <= 0;
  }

  /// Whether the window, and all that is in it, may get other addresses.
  boolean mayRelocate(PciAddress bridge, WindowKind kind) {
    Optional<Fact<Optional<AddressRange>>> fact = windowFact(bridge, kind);
    boolean window =
        fact.filter(range -> range instanceof Fact.Known && !Movable.isPinned(range)).isPresent()
            && (window(bridge, kind).isEmpty() || movable.mayMove(fact.get()));
    return window
        && below(new Owner.Port(bridge)).stream().allMatch(child -> mayMove(bridge, kind, child));
  }

  private boolean mayMove(PciAddress bridge, WindowKind kind, PciAddress child) {
    PciFunction function = at(child);
    boolean bars =
        function.bars().stream()
            .filter(Bar::hasMemoryAddress)
            .filter(bar ->
                kindNow(bridge, bar, new Owner.Port(bridge)).filter(kind::equals).isPresent())
            .allMatch(bar -> movable.mayMove(bar.bus()) && bar.size().ifKnown().isPresent());
    return bars
        && (!function.kind().isBridge() || mayRelocate(child, kind) || lacksWindow(child, kind));
  }

  private boolean lacksWindow(PciAddress bridge, WindowKind kind) {
    return windowFact(bridge, kind).isEmpty();
  }

  List<Span> spans(Owner owner) {
    List<Span> spans = new ArrayList<>();
    for (PciAddress child : below(owner)) {
      addBars(child, spans);
      for (WindowKind kind : MEMORY_KINDS) {
        window(child, kind).ifPresent(range -> spans.add(new Span(range, child, "window")));
      }
    }
    return spans;
  }

  /// The spans without one window.
  List<Span> spansWithout(Owner owner, PciAddress bridge, WindowKind kind) {
    List<Span> spans = spans(owner);
    window(bridge, kind).ifPresent(range -> spans.remove(new Span(range, bridge, "window")));
    return spans;
  }

  private void addBars(PciAddress child, List<Span> spans) {
    PciFunction function = at(child);
    for (Bar bar : function.bars()) {
      if (bar.hasMemoryAddress()) {
        addresses
            .busAddress(function, bar)
            .ifKnown()
            .map(start -> AddressRange.ofSize(start.value(), extent(bar, start.value())))
            .ifPresent(range -> spans.add(new Span(range, child, "BAR " + bar.index())));
      }
    }
  }

  /// A BAR is aligned to its size, so that its address tells the most it can be.
  private static long extent(Bar bar, long start) {
    return bar.size()
        .ifKnown()
        .filter(size -> size != 0)
        .orElseGet(() -> start == 0 ? GRANULE : Long.lowestOneBit(start));
  }

  void assign(PciAddress address, int index, long base) {
    change(address, index, Origins.allocated(new BusAddress(base)), BarState.ASSIGNED);
  }

  /// Takes away where the memory of the virtual functions of a function starts.
  void takeAwayVirtualMemory(PciAddress address) {
    if (movable == Movable.ALL_BUT_PINNED) {
      PciFunction function = at(address);
      changed.put(address, Registers.withoutVirtualMemory(function));
    }
  }

  /// Takes the address of a BAR away, if it may move.
  ///
  /// @return whether the BAR waits for an address now
  boolean takeAway(PciAddress address, Bar bar) {
    if (!bar.hasMemoryAddress()) {
      return isWanted(at(address), bar);
    }
    boolean free = movable.mayMove(bar.bus()) && bar.size().ifKnown().isPresent();
    if (free && at(address).kind() == FunctionKind.VIRTUAL_FUNCTION) {
      change(address, bar.index(), Fact.unknown(BY_PHYSICAL), BarState.UNASSIGNED);
      return false;
    }
    if (free) {
      wanted.add(new BarKey(address, bar.index()));
      change(address, bar.index(), Fact.unknown(NOT_YET), BarState.UNASSIGNED);
    }
    return free;
  }

  void giveUp(PciAddress address, int index) {
    change(address, index, Fact.unknown(NO_ROOM), BarState.UNASSIGNED);
  }

  private void change(PciAddress address, int index, Fact<BusAddress> bus, BarState to) {
    PciFunction function = at(address);
    List<Bar> bars =
        function.bars().stream()
            .map(bar ->
                bar.index() == index
                    ? new Bar(
                        index,
                        bar.kind(),
                        bar.prefetchable(),
                        bus,
                        Fact.unknown(BY_WINDOW),
                        bar.size(),
                        to)
                    : bar)
            .toList();
    put(function.toBuilder().bars(bars).build());
  }

  /// Opens a window further.
  void open(PciAddress bridge, WindowKind kind, AddressRange range) {
    Fact<Optional<AddressRange>> before = windowFact(bridge, kind).orElse(Fact.unknown(NOT_YET));
    setWindow(bridge, kind, BusNumbers.larger(before, Optional.of(range)));
  }

  /// Puts a window somewhere.
  void place(PciAddress bridge, WindowKind kind, AddressRange range) {
    setWindow(bridge, kind, Origins.allocated(Optional.of(range)));
  }

  void close(PciAddress bridge, WindowKind kind) {
    if (window(bridge, kind).isPresent()) {
      setWindow(bridge, kind, Origins.allocated(Optional.empty()));
    }
  }

  private void setWindow(PciAddress bridge, WindowKind kind, Fact<Optional<AddressRange>> range) {
    PciFunction function = at(bridge);
    List<BridgeWindow> windows = new ArrayList<>();
    boolean found = false;
    for (BridgeWindow window : function.windows()) {
      boolean same = window.kind() == kind;
      found |= same;
      windows.add(same ? new BridgeWindow(kind, range) : window);
    }
    if (!found) {
      windows.add(new BridgeWindow(kind, range));
    }
    put(function.toBuilder().windows(windows).build());
  }

  private void put(PciFunction after) {
    changed.put(after.address(), after);
  }
}
