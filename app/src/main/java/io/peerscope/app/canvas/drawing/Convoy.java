package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.Route;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws several DMAs that are under way at the same time, each with its packet; one more is the one
/// that everything else is about, and is drawn above them.
///
/// The way of each is worked out once: frames only look packets up.
public final class Convoy {

  /// With more ways than these, lines would hide the machine.
  private static final int MOST_WAYS = 64;

  /// More are forgotten and worked out again.
  private static final int MOST_KEPT = 2048;

  private static final double PACKET = 5;
  private static final double WAY = 1.4;

  private final TopologyLayout layout;
  private final Topology topology;
  private final Map<Verdict, Trip> trips = new IdentityHashMap<>();

  /// What frames need of a DMA.
  private record Trip(Route route, int firstMove, int last, VerdictStyle style) {}

  public Convoy(TopologyLayout layout, Topology topology) {
    this.layout = layout;
    this.topology = topology;
  }

  /// The ways and packets of all but the one that the scene is about.
  public Picture draw(List<Verdict> verdicts, Scene scene) {
    var picture = new Picture();
    List<Trip> others =
        verdicts.stream().filter(it -> !isTheOne(it, scene.verdict())).map(this::trip).toList();
    if (others.size() <= MOST_WAYS) {
      others.forEach(trip -> drawWay(picture, trip));
    }
    if (scene.step() >= 0) {
      others.forEach(trip -> drawPacket(picture, trip, scene));
    }
    return picture;
  }

  private static boolean isTheOne(Verdict verdict, Optional<Verdict> one) {
    return one.filter(it -> it.request().equals(verdict.request())).isPresent();
  }

  private Trip trip(Verdict verdict) {
    Trip known = trips.get(verdict);
    if (known != null) {
      return known;
    }
    if (trips.size() >= MOST_KEPT) {
      trips.clear();
    }
    var journey = new Journey(layout, topology, verdict);
    var trip =
        new Trip(
            journey.route(),
            journey.firstMove(),
            verdict.steps().size() - 1,
            VerdictStyle.of(verdict));
    trips.put(verdict, trip);
    return trip;
  }

  private static void drawWay(Picture picture, Trip trip) {
    if (!trip.route().isEmpty()) {
      picture.line(trip.route().whole().points(), trip.style().tone(), trip.style().stroke(WAY));
    }
  }

  /// One that is over stays where it ended.
  private static void drawPacket(Picture picture, Trip trip, Scene scene) {
    int step = Math.min(scene.step(), trip.last());
    if (trip.route().isEmpty() || step < trip.firstMove()) {
      return;
    }
    double fraction = step < scene.step() ? 1 : scene.fraction();
    Point at = trip.route().at(step, fraction);
    picture.ring(at, PACKET, trip.style().tone(), Tone.CANVAS, 1.5);
  }
}
