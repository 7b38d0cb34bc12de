package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Puts a subtree somewhere: its buses keep their order and distances, its BARs and windows get
/// addresses that fit the place.
final class Graft {

  /// What becomes of BAR addresses that a user pinned.
  enum Pins {
    KEPT,
    DROPPED
  }

  private static final String NOT_YET = "it has no address yet";
  private static final String MOVED = "it was put elsewhere";

  private final Draft draft;
  private final Subtree subtree;
  private final Pins pins;

  Graft(Draft draft, Subtree subtree, Pins pins) {
    this.draft = draft;
    this.subtree = subtree;
    this.pins = pins;
  }

  /// Puts it there; what it was called before is free to be used.
  ///
  /// @return the address of each function, before and now
  Map<PciAddress, PciAddress> at(Place place) {
    PlacementRules.refusal(draft.topology(), subtree.kind(), place)
        .ifPresent(sentence -> {
          throw new Refusal(sentence);
        });
    int lowest = innerBuses().min().orElse(0);
    int count =
        innerBuses().max().orElse(-1) - lowest + (innerBuses().findAny().isPresent() ? 1 : 0);
    BusNumbers.Room room = new BusNumbers(draft).room(place, count);
    PciBus bus = busOf(room.place());
    int device = device(room.place(), bus);
    Map<PciAddress, PciAddress> addresses = new LinkedHashMap<>();
    for (PciAddress old : subtree.addresses()) {
      addresses.put(
          old,
          isTop(old)
              ? top(old, bus, device)
              : new PciAddress(
                  bus.domain(), old.bus() - lowest + room.first(), old.device(), old.function()));
    }
    List<PciFunction> functions = new ArrayList<>();
    for (PciFunction function : subtree.functions()) {
      PciAddress address = Optional.ofNullable(addresses.get(function.address())).orElseThrow();
      functions.add(moved(function, address, room.first() - lowest));
    }
    draft.put(functions);
    return addresses;
  }

  private IntStream innerBuses() {
    return subtree.functions().stream()
        .flatMapToInt(function ->
            IntStream.concat(
                isTop(function.address())
                    ? IntStream.empty()
                    : IntStream.of(function.address().bus()),
                function.buses().ifKnown().flatMap(known -> known).stream()
                    .filter(buses -> buses.secondary() != 0)
                    .flatMapToInt(buses ->
                        IntStream.of(
                            buses.secondary(), Math.max(buses.secondary(), buses.subordinate())))));
  }

  private boolean isTop(PciAddress address) {
    return address.onBus().equals(subtree.root().onBus());
  }

  private PciAddress top(PciAddress old, PciBus bus, int device) {
    int shift = old.device() - subtree.root().device();
    boolean alone = subtree.root().function() != 0;
    int function = alone ? old.function() - subtree.root().function() : old.function();
    if (device + shift > 31 || function < 0) {
      throw new Refusal(
          "the functions of %s have no room from device %02x on".formatted(subtree.root(), device));
    }
    return new PciAddress(bus.domain(), bus.number(), device + shift, function);
  }

  private PciBus busOf(Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> bus;
      case Place.Below(PciAddress bridge) ->
          new PciBus(bridge.domain(), new BusNumbers(draft).buses(bridge).secondary());
    };
  }

  private int device(Place place, PciBus bus) {
    List<PciAddress> there =
        switch (place) {
          case Place.OnRootBus(PciBus root) ->
              draft.topology().hostBridge(root).map(HostBridge::functions).orElse(List.of());
          case Place.Below(PciAddress bridge) -> draft.topology().childrenOf(bridge);
        };
    boolean link =
        place instanceof Place.Below(PciAddress bridge)
            && draft.at(bridge).kind() != FunctionKind.UPSTREAM_PORT
            && there.isEmpty();
    int old = subtree.root().device();
    boolean same = there.stream().noneMatch(each -> each.device() == old);
    return link
        ? 0
        : same
            ? old
            : PlacementRules.freeDevice(there, 0)
                .orElseThrow(() -> new Refusal("bus %s already has 32 devices".formatted(bus)));
  }

  private PciFunction moved(PciFunction function, PciAddress address, int shift) {
    Fact<Optional<BridgeBuses>> buses =
        function.buses().ifKnown().flatMap(known -> known).isEmpty()
            ? function.buses()
            : Origins.allocated(
                function
                    .buses()
                    .ifKnown()
                    .flatMap(known -> known)
                    .map(old -> shifted(old, address, shift)));
    PciFunction after =
        function.toBuilder()
            .address(address)
            .buses(buses)
            .bars(function.bars().stream().map(this::withoutAddress).toList())
            .windows(function.windows().stream().map(Graft::closed).toList())
            .system(
                function
                    .system()
                    .withIommuGroup(Fact.unknown(MOVED))
                    .withNumaNode(Fact.unknown(MOVED)))
            .build();
    return Registers.withoutVirtualMemory(Registers.follow(function, after));
  }

  private static BridgeBuses shifted(BridgeBuses old, PciAddress address, int shift) {
    return old.secondary() == 0
        ? new BridgeBuses(address.bus(), 0, 0)
        : new BridgeBuses(
            address.bus(),
            old.secondary() + shift,
            Math.max(old.secondary(), old.subordinate()) + shift);
  }

  private Bar withoutAddress(Bar bar) {
    boolean kept = pins == Pins.KEPT && Movable.isPinned(bar.bus());
    return kept || !bar.kind().isMemory()
        ? bar
        : new Bar(
            bar.index(),
            bar.kind(),
            bar.prefetchable(),
            Fact.unknown(NOT_YET),
            Fact.unknown(NOT_YET),
            bar.size(),
            BarState.UNASSIGNED);
  }

  private static BridgeWindow closed(BridgeWindow window) {
    return window.kind() == WindowKind.IO
        ? window
        : new BridgeWindow(window.kind(), Origins.allocated(Optional.empty()));
  }
}
