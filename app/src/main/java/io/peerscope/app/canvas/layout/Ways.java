package io.peerscope.app.canvas.layout;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Finds the way along the lines of a layout between two places.
final class Ways {

  private final TopologyLayout layout;
  private final Topology topology;

  Ways(TopologyLayout layout, Topology topology) {
    this.layout = layout;
    this.topology = topology;
  }

  /// Where something is that stands at a place.
  ///
  /// @param near a height that a tall host bridge is met at, where nothing else tells it
  Optional<Point> rest(Place place, double near) {
    return switch (place) {
      case Place.AtFunction(PciAddress address) -> restOf(address);
      case Place.AtHostBridge(PciBus bus) -> layout.hostBridge(bus).map(bar -> onBar(bar, near));
      case Place.AtMemory(PciBus bus) ->
          layout.hostBridge(bus).map(bar -> within(bar.memory(), near));
      case Place.Untold _ -> Optional.empty();
    };
  }

  private static Point onBar(Item.HostBridgeBar bar, double y) {
    return new Point(bar.lineX(), within(bar.box(), y).y());
  }

  private static Point within(Box box, double y) {
    double margin = Math.min(Metrics.MARGIN, box.height() / 2);
    double inside = Math.max(box.y() + margin, Math.min(box.bottom() - margin, y));
    return new Point(box.centerX(), inside);
  }

  private Optional<Point> restOf(PciAddress address) {
    List<Point> approach = layout.approachTo(topOfFold(address));
    return approach.isEmpty() ? Optional.empty() : Optional.of(approach.getLast());
  }

  /// The way from a point at one place to another place; empty where no line leads there.
  Optional<Polyline> way(Place from, Point start, Place to) {
    return switch (from) {
      case Place.AtFunction(PciAddress address) -> fromFunction(address, to);
      case Place.AtHostBridge(PciBus bus) -> fromRoot(bus, start, to);
      case Place.AtMemory(PciBus bus) ->
          layout
              .hostBridge(bus)
              .map(bar -> Polyline.of(start, new Point(bar.lineX(), start.y())))
              .flatMap(out -> fromRoot(bus, out.end(), to).map(out::then));
      case Place.Untold _ -> Optional.empty();
    };
  }

  /// The way from one port of a bridge to another over its internal bus; empty where the three
  /// places are not two children and their bridge.
  Optional<Polyline> turn(Place from, Place bridge, Place to) {
    if (from instanceof Place.AtFunction(PciAddress left)
        && bridge instanceof Place.AtFunction(PciAddress middle)
        && to instanceof Place.AtFunction(PciAddress right)
        && !left.equals(right)
        && above(left).equals(Optional.of(middle))
        && above(right).equals(Optional.of(middle))) {
      return fromFunction(left, to);
    }
    return Optional.empty();
  }

  private Optional<Polyline> fromFunction(PciAddress from, Place to) {
    List<PciAddress> up = chain(from);
    if (to instanceof Place.AtFunction(PciAddress target)) {
      List<PciAddress> down = chain(target);
      Optional<PciAddress> meeting = up.stream().filter(new HashSet<>(down)::contains).findFirst();
      if (meeting.isPresent()) {
        PciAddress common = meeting.get();
        return Optional.of(climb(up, common).then(climb(down, common).reversed()));
      }
    }
    Optional<PciBus> root = rootOf(up.getLast());
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Polyline out = climbOut(up);
    return fromRoot(root.get(), out.end(), to).map(out::then);
  }

  private Optional<Polyline> fromRoot(PciBus bus, Point start, Place to) {
    return switch (to) {
      case Place.AtFunction(PciAddress target) -> {
        List<PciAddress> down = chain(target);
        Optional<PciBus> root = rootOf(down.getLast());
        yield root.map(_ -> {
          Polyline in = climbOut(down).reversed();
          return Polyline.of(start).then(Polyline.of(in.start())).then(in);
        });
      }
      case Place.AtHostBridge(PciBus other) ->
          other.equals(bus)
              ? Optional.of(Polyline.of(start))
              : rest(to, start.y()).map(end -> Polyline.of(start, end));
      case Place.AtMemory(PciBus other) -> {
        Polyline here = Polyline.of(start);
        yield layout
            .hostBridge(other)
            .map(bar -> here.then(Polyline.of(onBar(bar, start.y()))))
            .flatMap(out ->
                layout
                    .hostBridge(other)
                    .map(bar -> new Point(bar.memory().centerX(), out.end().y()))
                    .map(end -> out.then(Polyline.of(end))));
      }
      case Place.Untold _ -> Optional.empty();
    };
  }

  /// The function and what is drawn above it; of folded functions only the one that stands for all.
  private List<PciAddress> chain(PciAddress from) {
    var chain = new ArrayList<PciAddress>();
    PciAddress at = topOfFold(from);
    while (true) {
      chain.add(at);
      Optional<PciAddress> above = above(at);
      if (above.isEmpty()) {
        return chain;
      }
      at = above.get();
    }
  }

  private PciAddress topOfFold(PciAddress address) {
    PciAddress at = address;
    while (layout.itemOf(at).orElse(null) instanceof Item.FoldCard card) {
      Optional<PciAddress> above = above(at);
      if (above.isEmpty() || !layout.itemOf(above.get()).equals(Optional.of(card))) {
        return at;
      }
      at = above.get();
    }
    return at;
  }

  private Optional<PciAddress> above(PciAddress address) {
    if (topology.find(address).isEmpty()) {
      return Optional.empty();
    }
    return switch (topology.parentOf(address)) {
      case Parent.Below(PciAddress bridge) -> Optional.of(bridge);
      case Parent.Untold(String _, var bridge) -> bridge;
      case Parent.RootBus _ -> Optional.empty();
    };
  }

  private Optional<PciBus> rootOf(PciAddress top) {
    return topology.find(top).isPresent()
            && topology.parentOf(top) instanceof Parent.RootBus(PciBus bus)
        ? Optional.of(bus)
        : Optional.empty();
  }

  /// From the first of a chain up to one of it.
  private Polyline climb(List<PciAddress> chain, PciAddress top) {
    PciAddress first = chain.getFirst();
    Polyline way = new Polyline(List.of(layout.approachTo(first).getLast()));
    for (PciAddress at : chain) {
      if (at.equals(top)) {
        return way;
      }
      way = way.then(new Polyline(layout.approachTo(at)).reversed());
    }
    return way;
  }

  /// From the first of a chain to the root edge.
  private Polyline climbOut(List<PciAddress> chain) {
    Polyline way = climb(chain, chain.getLast());
    return way.then(new Polyline(layout.approachTo(chain.getLast())).reversed());
  }
}
