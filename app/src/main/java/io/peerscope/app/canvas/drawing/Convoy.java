package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.Route;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Draws several DMAs that are under way at the same time, each with its packet; one more is the
/// one that everything else is about, and is drawn above them.
///
/// The way of each is worked out once, and all ways are drawn once as long as they stay: frames
/// only look packets up.
public final class Convoy {

  /// With more ways than these, lines would hide the machine.
  private static final int MOST_WAYS = 64;

  /// More are forgotten and worked out again.
  private static final int MOST_KEPT = 2048;

  private static final double PACKET = 5;
  private static final double WAY = 1.4;

  private final TopologyLayout layout;
  private final Topology topology;
  private final CardPicture cards;
  private final IdentityHashMap<Verdict, Trip> trips = new IdentityHashMap<>();
  private Optional<Ways> drawn = Optional.empty();

  /// What frames need of a DMA.
  private record Trip(
      Route route, Set<PciAddress> passed, int firstMove, int last, VerdictStyle style) {}

  /// The ways of some DMAs, and the ports on them.
  private record Ways(List<Trip> trips, Detail detail, Picture picture) {}

  public Convoy(TopologyLayout layout, Topology topology, TopologyPicture ground) {
    this.layout = layout;
    this.topology = topology;
    this.cards = ground.cards();
  }

  /// The ways and packets of all but the one that the scene is about.
  public Picture draw(List<Verdict> verdicts, Scene scene) {
    var picture = new Picture();
    List<Trip> others =
        verdicts.stream().filter(it -> !isTheOne(it, scene.verdict())).map(this::trip).toList();
    if (others.size() <= MOST_WAYS) {
      ways(others, scene.detail()).marks().forEach(picture::add);
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
            journey.passed(Integer.MAX_VALUE - 1),
            journey.firstMove(),
            verdict.steps().size() - 1,
            VerdictStyle.of(verdict));
    trips.put(verdict, trip);
    return trip;
  }

  private Picture ways(List<Trip> others, Detail detail) {
    boolean isSame =
        drawn.filter(it -> it.detail() == detail && it.trips().equals(others)).isPresent();
    if (!isSame) {
      var picture = new Picture();
      others.forEach(trip -> drawWay(picture, trip));
      others.forEach(trip -> drawPorts(picture, trip, detail));
      drawn = Optional.of(new Ways(others, detail, picture));
    }
    return drawn.orElseThrow().picture();
  }

  private static void drawWay(Picture picture, Trip trip) {
    if (!trip.route().isEmpty()) {
      picture.line(trip.route().whole().points(), trip.style().tone(), trip.style().stroke(WAY));
    }
  }

  /// Above the lines, so that their addresses can be read.
  private void drawPorts(Picture picture, Trip trip, Detail detail) {
    var look = new CardLook(Tone.SURFACE, trip.style().tone(), WAY);
    for (PciAddress port : trip.passed()) {
      layout
          .itemOf(port)
          .filter(Item.PortChip.class::isInstance)
          .ifPresent(item -> cards.draw(picture, item, look, detail));
    }
  }

  /// One that is over stays where it ended.
  private void drawPacket(Picture picture, Trip trip, Scene scene) {
    int step = Math.min(scene.step(), trip.last());
    if (trip.route().isEmpty() || step < trip.firstMove()) {
      return;
    }
    double fraction = step < scene.step() ? 1 : scene.fraction();
    Point at = beside(trip.route().at(step, fraction), fraction);
    picture.ring(at, PACKET, trip.style().tone(), Tone.CANVAS, 1.5);
  }

  /// One that rests in a port stands at its edge, so that the address can be read.
  private Point beside(Point at, double fraction) {
    return fraction < 1
        ? at
        : layout
            .at(at)
            .filter(Item.PortChip.class::isInstance)
            .map(item -> new Point(item.box().x(), at.y()))
            .orElse(at);
  }
}
