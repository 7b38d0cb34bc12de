package io.peerscope.app.canvas.layout;

import io.peerscope.engine.dma.Place;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way of a packet through the picture: one leg per place, each starting where the last ended.
///
/// @param legs leg `i` leads from place `i - 1` to place `i`; the first one does not move
public record Route(List<Polyline> legs) {

  /// How far beside the middle of a line it is drawn where a packet passes there twice.
  private static final double LANE = 4;

  public Route {
    legs = List.copyOf(legs);
  }

  /// The way along some places. Where no line leads to a place, the packet stays where it is.
  public static Route along(TopologyLayout layout, Topology topology, List<Place> places) {
    var ways = new Ways(layout, topology);
    var legs = new ArrayList<Polyline>();
    Optional<Place> last = Optional.empty();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (last.isEmpty()) {
        Optional<Point> start = ways.rest(place, 0);
        if (start.isEmpty()) {
          continue;
        }
        legs.add(Polyline.of(start.get()));
        last = Optional.of(place);
        continue;
      }
      Point from = legs.getLast().end();
      Optional<Polyline> turn =
          i + 1 < places.size()
              ? ways.turn(last.get(), place, places.get(i + 1))
              : Optional.empty();
      if (turn.isPresent()) {
        legs.add(turn.get().upTo(0.5));
        legs.add(turn.get().from(0.5));
        i++;
        last = Optional.of(places.get(i));
        continue;
      }
      Optional<Polyline> way = ways.way(last.get(), from, place);
      legs.add(way.map(found -> joined(from, found)).orElse(Polyline.of(from)));
      last = way.isPresent() ? Optional.of(place) : last;
    }
    return new Route(padded(legs, places.size()));
  }

  /// The way from a point at one place on to another place; empty where no line leads there.
  public static Optional<Polyline> onwards(
      TopologyLayout layout, Topology topology, Place from, Point start, Place to) {
    return new Ways(layout, topology).way(from, start, to);
  }

  private static Polyline joined(Point from, Polyline way) {
    return way.start().equals(from) ? way : Polyline.of(from).then(way);
  }

  /// Places before the first known one are where the first known one is.
  private static List<Polyline> padded(List<Polyline> legs, int size) {
    if (legs.isEmpty()) {
      return List.of();
    }
    var all = new ArrayList<>(legs);
    while (all.size() < size) {
      all.addFirst(Polyline.of(legs.getFirst().start()));
    }
    return all;
  }

  public boolean isEmpty() {
    return legs.isEmpty();
  }

  /// Where the packet is when a fraction of a leg is done.
  public Point at(int leg, double fraction) {
    return legs.get(leg).at(fraction);
  }

  /// The way behind the packet, from the first place on.
  public Polyline travelled(int leg, double fraction) {
    return new Polyline(joinedPoints(0, leg, legs.get(leg).upTo(fraction).points()));
  }

  /// The whole way.
  public Polyline whole() {
    return travelled(legs.size() - 1, 1);
  }

  private List<Point> joinedPoints(int first, int last, List<Point> lastLeg) {
    var points = new ArrayList<Point>();
    for (int i = first; i <= last; i++) {
      for (Point point : i == last ? lastLeg : legs.get(i).points()) {
        if (points.isEmpty() || !points.getLast().equals(point)) {
          points.add(point);
        }
      }
    }
    return points;
  }

  /// The same route kept to the right of each line, so that ways there and back are two lines.
  public Route onTheRight() {
    if (isEmpty()) {
      return this;
    }
    List<Point> middle = joinedPoints(0, legs.size() - 1, legs.getLast().points());
    List<List<Point>> beside = beside(middle);
    var shifted = new ArrayList<Polyline>();
    int at = 0;
    for (Polyline leg : legs) {
      var points = new ArrayList<Point>();
      points.add(beside.get(at).getLast());
      for (int i = 1; i < leg.points().size(); i++) {
        points.addAll(beside.get(++at));
      }
      shifted.add(new Polyline(points));
    }
    return new Route(shifted);
  }

  private static List<List<Point>> beside(List<Point> middle) {
    var beside = new ArrayList<List<Point>>();
    for (int i = 0; i < middle.size(); i++) {
      Point here = middle.get(i);
      Point in = i == 0 ? null : shift(middle.get(i - 1), here);
      Point out = i == middle.size() - 1 ? null : shift(here, middle.get(i + 1));
      beside.add(corner(here, in, out));
    }
    return beside;
  }

  private static List<Point> corner(Point here, @Nullable Point in, @Nullable Point out) {
    if (in == null && out == null) {
      return List.of(here);
    }
    if (in == null || out == null) {
      Point only = in == null ? out : in;
      return only == null ? List.of(here) : List.of(plus(here, only));
    }
    if (in.equals(out)) {
      return List.of(plus(here, in));
    }
    if (in.x() == -out.x() && in.y() == -out.y()) {
      return List.of(plus(here, in), plus(here, out));
    }
    return List.of(new Point(here.x() + in.x() + out.x(), here.y() + in.y() + out.y()));
  }

  private static Point plus(Point point, Point shift) {
    return new Point(point.x() + shift.x(), point.y() + shift.y());
  }

  /// The shift to the right hand of one who goes from a to b.
  private static Point shift(Point a, Point b) {
    double dx = Math.signum(b.x() - a.x());
    double dy = Math.signum(b.y() - a.y());
    return new Point(-dy * LANE, dx * LANE);
  }
}
