package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds bus numbers for new bridges and changes as few others as possible.
///
/// In this order: a free run of numbers inside what the bridge has; a larger range for the bridge
/// and those above; another range for a bridge with nothing below; the numbers of the whole root
/// bus anew, depth first as firmware gives them, where all of them were given out here.
final class BusNumbers {

  static final int LAST = 0xff;

  /// Room for new buses.
  ///
  /// @param place where they are; its address may have changed
  /// @param first the lowest of the free numbers
  record Room(Place place, int first) {}

  private final Draft draft;

  BusNumbers(Draft draft) {
    this.draft = draft;
  }

  /// Makes room for `count` buses below a place, and gives it a bus if it has none.
  ///
  /// @throws Refusal when no numbers are left
  Room room(Place place, int count) {
    Optional<Integer> first =
        count == 0 && hasBus(place) ? Optional.of(0) : freeRun(place, count, Optional.empty());
    if (first.isPresent()) {
      return new Room(place, first.get());
    }
    if (place instanceof Place.Below(PciAddress bridge)) {
      Optional<Integer> more = grown(bridge, count).or(() -> elsewhere(bridge, count));
      if (more.isPresent()) {
        return new Room(place, more.get());
      }
    }
    return renumbered(place, count);
  }

  private boolean hasBus(Place place) {
    return switch (place) {
      case Place.OnRootBus _ -> true;
      case Place.Below(PciAddress bridge) -> buses(bridge).secondary() != 0;
    };
  }

  /// The bus numbers of a bridge.
  ///
  /// @throws Refusal when they are not told
  BridgeBuses buses(PciAddress bridge) {
    return draft
        .at(bridge)
        .buses()
        .ifKnown()
        .flatMap(known -> known)
        .orElseThrow(() -> new Refusal("the bus numbers of %s are not told".formatted(bridge)));
  }

  private Optional<Integer> freeRun(Place place, int count, Optional<PciAddress> ignored) {
    BitSet taken = taken(place, ignored);
    int first = firstBelow(place);
    int last = lastBelow(place);
    for (int at = first; at > 0 && at + count - 1 <= last; at = taken.nextSetBit(at) + 1) {
      int used = taken.nextSetBit(at);
      if (used < 0 || used >= at + count) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private int firstBelow(Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> bus.number() + 1;
      case Place.Below(PciAddress bridge) -> {
        int secondary = buses(bridge).secondary();
        yield secondary == 0 ? -1 : secondary + 1;
      }
    };
  }

  private int lastBelow(Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> lastOf(bus);
      case Place.Below(PciAddress bridge) -> buses(bridge).subordinate();
    };
  }

  /// The last bus that may belong to a root bus: the one before the next root bus of the domain.
  int lastOf(PciBus rootBus) {
    return draft.topology().hostBridges().stream()
            .map(HostBridge::bus)
            .filter(bus -> bus.domain() == rootBus.domain() && bus.number() > rootBus.number())
            .mapToInt(PciBus::number)
            .min()
            .orElse(LAST + 1)
        - 1;
  }

  /// The numbers that something right below a place has, and those of functions without a place.
  private BitSet taken(Place place, Optional<PciAddress> ignored) {
    var taken = new BitSet(LAST + 1);
    for (PciAddress child : below(place)) {
      if (ignored.filter(child::equals).isPresent()) {
        continue;
      }
      taken.set(child.bus());
      draft
          .at(child)
          .buses()
          .ifKnown()
          .flatMap(known -> known)
          .filter(buses -> buses.secondary() != 0 && buses.subordinate() >= buses.secondary())
          .ifPresent(buses -> taken.set(buses.secondary(), buses.subordinate() + 1));
    }
    if (place instanceof Place.OnRootBus(PciBus bus)) {
      draft.topology().functionsWithoutKnownParent().stream()
          .filter(function -> function.domain() == bus.domain())
          .forEach(function -> taken.set(function.bus()));
    }
    return taken;
  }

  private List<PciAddress> below(Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) ->
          draft.topology().hostBridge(bus).map(HostBridge::functions).orElse(List.of());
      case Place.Below(PciAddress bridge) -> draft.topology().childrenOf(bridge);
    };
  }

  /// Buses at the end of a larger range.
  private Optional<Integer> grown(PciAddress bridge, int count) {
    BridgeBuses buses = buses(bridge);
    if (buses.secondary() == 0) {
      return Optional.empty();
    }
    int first = taken(new Place.Below(bridge), Optional.empty()).length();
    first = Math.max(first, buses.secondary() + 1);
    return growTo(bridge, first + count - 1) ? Optional.of(first) : Optional.empty();
  }

  private boolean growTo(PciAddress bridge, int subordinate) {
    BridgeBuses buses = buses(bridge);
    if (subordinate <= buses.subordinate()) {
      return true;
    }
    Optional<Place> above = above(bridge);
    if (subordinate > LAST || Movable.isPinned(draft.at(bridge).buses()) || above.isEmpty()) {
      return false;
    }
    int used = taken(above.get(), Optional.of(bridge)).nextSetBit(buses.subordinate() + 1);
    if (used >= 0 && used <= subordinate) {
      return false;
    }
    boolean roomAbove =
        subordinate <= lastBelow(above.get())
            || (above.get() instanceof Place.Below(PciAddress upper) && growTo(upper, subordinate));
    if (roomAbove) {
      set(bridge, new BridgeBuses(buses.primary(), buses.secondary(), subordinate), true);
    }
    return roomAbove;
  }

  private Optional<Place> above(PciAddress bridge) {
    return switch (draft.topology().parentOf(bridge)) {
      case Parent.RootBus(PciBus bus) -> Optional.of(new Place.OnRootBus(bus));
      case Parent.Below(PciAddress upper) -> Optional.of(new Place.Below(upper));
      case Parent.Untold _ -> Optional.empty();
    };
  }

  /// Other numbers for a bridge that nothing hangs below.
  private Optional<Integer> elsewhere(PciAddress bridge, int count) {
    boolean empty = draft.topology().childrenOf(bridge).isEmpty();
    Optional<Place> above = above(bridge);
    if (!empty || above.isEmpty() || Movable.isPinned(draft.at(bridge).buses())) {
      return Optional.empty();
    }
    Optional<Integer> first =
        freeRun(above.get(), count + 1, Optional.of(bridge))
            .or(() ->
                above.get() instanceof Place.Below(PciAddress upper)
                    ? grown(upper, count + 1)
                    : Optional.empty());
    first.ifPresent(secondary ->
        set(bridge, new BridgeBuses(bridge.bus(), secondary, secondary + count), false));
    return first.map(secondary -> secondary + 1);
  }

  private void set(PciAddress bridge, BridgeBuses buses, boolean larger) {
    PciFunction before = draft.at(bridge);
    Fact<Optional<BridgeBuses>> fact =
        larger ? larger(before.buses(), Optional.of(buses)) : Origins.allocated(Optional.of(buses));
    draft.put(List.of(Registers.follow(before, before.toBuilder().buses(fact).build())));
  }

  /// A fact of which a part is still what it was.
  static <T> Fact<T> larger(Fact<T> before, T now) {
    return before instanceof Known<T>(_, var origin) && !(origin instanceof Allocated)
        ? Fact.known(now, new Inferred(withoutNote(origin.toString()) + NOTE))
        : Origins.allocated(now);
  }

  private static final String NOTE = ", made larger for what was put below";

  private static String withoutNote(String origin) {
    return origin.endsWith(NOTE) ? origin.substring(0, origin.length() - NOTE.length()) : origin;
  }

  private Room renumbered(Place place, int count) {
    PciBus rootBus =
        switch (place) {
          case Place.OnRootBus(PciBus bus) -> bus;
          case Place.Below(PciAddress bridge) -> draft.rootBusOf(bridge);
        };
    BusPlan plan =
        BusPlan.of(draft.topology(), rootBus, lastOf(rootBus), Optional.of(place), count);
    if (!plan.mayBeMade(Movable.ALLOCATED)) {
      throw new Refusal(
          "%d bus numbers are needed below %s and the buses around it are taken; numbering what hangs below root bus %s anew would make room"
              .formatted(count + (hasBus(place) ? 0 : 1), place, rootBus),
          List.of(new Renumber(rootBus)));
    }
    plan.makeIn(draft, false);
    return new Room(plan.placeAfter(), plan.firstFree());
  }

  static boolean isConfigured(PciFunction function) {
    return function.kind().isBridge()
        && function.kind() != FunctionKind.CARDBUS_BRIDGE
        && function.secondaryBus().isPresent();
  }
}
