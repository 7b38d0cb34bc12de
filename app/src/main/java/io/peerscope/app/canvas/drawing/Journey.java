package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.Polyline;
import io.peerscope.app.canvas.layout.Route;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A verdict's steps put on the lines of a layout: the geometry behind its picture.
final class Journey {

  private final TopologyLayout layout;
  private final Topology topology;
  private final Verdict verdict;
  private final Route route;
  private final Optional<Place> goal;

  Journey(TopologyLayout layout, Topology topology, Verdict verdict) {
    this.layout = layout;
    this.topology = topology;
    this.verdict = verdict;
    this.goal = goalOf(verdict);
    List<Place> places = placesOfPacket(verdict);
    Route straight = Route.along(layout, topology, places);
    this.route = passesTwice(places) ? straight.onTheRight() : straight;
  }

  /// Where the packet is at each step: at the client until it is issued.
  private static List<Place> placesOfPacket(Verdict verdict) {
    Place client = new Place.AtFunction(verdict.request().client());
    var places = new ArrayList<Place>();
    boolean issued = false;
    for (DmaStep step : verdict.steps()) {
      issued |= step.event() == StepEvent.ISSUE;
      places.add(issued ? step.at() : client);
    }
    return places;
  }

  private static boolean passesTwice(List<Place> places) {
    var seen = new HashSet<Place>();
    Optional<Place> last = Optional.empty();
    for (Place place : places) {
      if (!last.equals(Optional.of(place)) && !seen.add(place)) {
        return true;
      }
      last = Optional.of(place);
    }
    return false;
  }

  private static Optional<Place> goalOf(Verdict verdict) {
    if (verdict.page() instanceof ResolvedPage.Peer peer) {
      return Optional.of(new Place.AtFunction(peer.provider()));
    }
    return verdict.request().target() instanceof DmaTarget.FunctionMemory memory
        ? Optional.of(new Place.AtFunction(memory.function()))
        : Optional.empty();
  }

  Route route() {
    return route;
  }

  /// The function aimed at.
  Optional<PciAddress> provider() {
    return goal.flatMap(place ->
        place instanceof Place.AtFunction(PciAddress address)
            ? Optional.of(address)
            : Optional.empty());
  }

  /// The index of the first step of which the packet is under way.
  int firstMove() {
    for (int i = 0; i < verdict.steps().size(); i++) {
      if (verdict.steps().get(i).event() == StepEvent.ISSUE) {
        return i;
      }
    }
    return verdict.steps().size();
  }

  /// The way it would have gone from where it ended to the target; empty for one that arrived.
  Optional<Polyline> notGone() {
    if (goal.isEmpty() || verdict.outcome() == Outcome.ALLOWED) {
      return Optional.empty();
    }
    Place from = lastPlace();
    if (from.equals(goal.get())) {
      return Optional.empty();
    }
    if (route.isEmpty()) {
      return Optional.empty();
    }
    return Route.onwards(layout, topology, from, route.whole().end(), goal.get())
        .filter(way -> way.points().size() > 1);
  }

  private Place lastPlace() {
    List<Place> places = placesOfPacket(verdict);
    for (Place place : places.reversed()) {
      if (!(place instanceof Place.Untold)) {
        return place;
      }
    }
    return new Place.AtFunction(verdict.request().client());
  }

  /// The two host bridges of a refusal that is refused because it would cross from one to the
  /// other.
  Optional<Crossing> refusedCrossing() {
    if (verdict.outcome() != Outcome.REFUSED || provider().isEmpty()) {
      return Optional.empty();
    }
    Optional<Item.HostBridgeBar> from = barAbove(verdict.request().client());
    Optional<Item.HostBridgeBar> to = barAbove(provider().get());
    return from.isEmpty() || to.isEmpty() || from.equals(to)
        ? Optional.empty()
        : Optional.of(new Crossing(from.get(), to.get()));
  }

  /// @param from the client's host bridge
  /// @param to the target's host bridge
  record Crossing(Item.HostBridgeBar from, Item.HostBridgeBar to) {

    String sentence() {
      return "Refused: crosses host bridges " + from.bus() + " → " + to.bus();
    }

    /// Where the client's side ends.
    double edge() {
      return isDown() ? from.box().bottom() : from.box().y();
    }

    boolean isDown() {
      return to.box().y() > from.box().y();
    }
  }

  private Optional<Item.HostBridgeBar> barAbove(PciAddress address) {
    if (topology.find(address).isEmpty()) {
      return Optional.empty();
    }
    Optional<PciBus> bus = topology.hostBridgeAbove(address).map(HostBridge::bus);
    return bus.flatMap(layout::hostBridge);
  }

  /// The functions that the packet passes or should pass, in that order.
  Set<PciAddress> passed(int lastStep) {
    var passed = new LinkedHashSet<PciAddress>();
    List<Place> places = placesOfPacket(verdict);
    for (Place place : places.subList(0, Math.min(places.size(), lastStep + 1))) {
      if (place instanceof Place.AtFunction(PciAddress address)) {
        passed.add(address);
      }
    }
    passed.removeIf(this::isOnlyTurnedBelow);
    return passed;
  }

  /// The bridges inside of which the packet turns round, without coming to their upper side.
  Set<PciAddress> turnedBelow() {
    var turned = new LinkedHashSet<PciAddress>();
    for (Place place : placesOfPacket(verdict)) {
      if (place instanceof Place.AtFunction(PciAddress bridge) && isOnlyTurnedBelow(bridge)) {
        turned.add(bridge);
      }
    }
    return turned;
  }

  private boolean isOnlyTurnedBelow(PciAddress bridge) {
    List<Place> places = placesOfPacket(verdict);
    Place here = new Place.AtFunction(bridge);
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).equals(here) && !turnsAt(places, i, bridge)) {
        return false;
      }
    }
    return true;
  }

  private boolean turnsAt(List<Place> places, int i, PciAddress bridge) {
    return i > 0
        && i + 1 < places.size()
        && isBelow(places.get(i - 1), bridge)
        && isBelow(places.get(i + 1), bridge)
        && !places.get(i - 1).equals(places.get(i + 1));
  }

  private boolean isBelow(Place place, PciAddress bridge) {
    return place instanceof Place.AtFunction(PciAddress address)
        && topology.find(address).isPresent()
        && topology.parentOf(address).equals(new Parent.Below(bridge));
  }

  /// The ports that the packet would have passed further on.
  List<PciAddress> neverReached() {
    if (notGone().isEmpty() || goal.isEmpty()) {
      return List.of();
    }
    List<PciAddress> left = upwardsFrom(lastPlace());
    List<PciAddress> right = upwardsFrom(goal.get());
    var never = new ArrayList<PciAddress>();
    left.stream().filter(address -> !right.contains(address)).forEach(never::add);
    right.stream().filter(address -> !left.contains(address)).forEach(never::add);
    never.removeAll(passed(Integer.MAX_VALUE - 1));
    provider().ifPresent(never::remove);
    return never;
  }

  private List<PciAddress> upwardsFrom(Place place) {
    return place instanceof Place.AtFunction(PciAddress address)
            && topology.find(address).isPresent()
        ? topology.upstreamPath(address).functions()
        : List.of();
  }

  /// The way up to arrival, without that of a completion.
  Polyline wayThere() {
    int last = route.legs().size() - 1;
    for (int i = 0; i <= last; i++) {
      if (verdict.steps().get(i).event() == StepEvent.ARRIVE) {
        return route.travelled(i, 1);
      }
    }
    return route.whole();
  }

  /// Where the way is at a host bridge: the middle of its longest run along bars.
  Optional<Point> atRootEdge() {
    List<Point> points = wayThere().points();
    double edge = points.stream().mapToDouble(Point::x).min().orElse(0);
    Optional<Point> best = Optional.empty();
    double longest = -1;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      if (from.x() == edge && to.x() == edge && from.distanceTo(to) > longest) {
        longest = from.distanceTo(to);
        best = Optional.of(new Point(edge, (from.y() + to.y()) / 2));
      }
    }
    return best.or(() -> points.stream().filter(point -> point.x() == edge).findFirst());
  }

  /// Where the packet is.
  Point packetAt(int step, double fraction) {
    return route.at(step, fraction);
  }
}
