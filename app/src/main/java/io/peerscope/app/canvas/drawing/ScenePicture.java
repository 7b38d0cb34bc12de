package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Metrics;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.Polyline;
import io.peerscope.app.canvas.layout.Route;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Draws what is on top of a topology: chosen functions, the way of a DMA, its packet, its verdict.
public final class ScenePicture {

  private static final double GONE = 3.5;
  private static final double PLANNED = 1.6;

  private final TopologyLayout layout;
  private final Topology topology;
  private final TopologyPicture ground;
  private final TextMeasure measure;

  public ScenePicture(
      TopologyLayout layout, Topology topology, TopologyPicture ground, TextMeasure measure) {
    this.layout = layout;
    this.topology = topology;
    this.ground = ground;
    this.measure = measure;
  }

  /// What lies on the lines and cards.
  public Picture draw(Scene scene) {
    var picture = new Picture();
    draw(picture, scene);
    return picture;
  }

  /// A dot at the corner of each function at which following stops.
  public Picture drawStops(Set<PciAddress> stops) {
    var picture = new Picture();
    stops.stream()
        .sorted()
        .flatMap(address -> layout.itemOf(address).stream())
        .map(Item::box)
        .forEach(box ->
            picture.ring(new Point(box.x() + 1, box.y() + 1), 4.5, Tone.REFUSED, Tone.CANVAS, 1.5));
    return picture;
  }

  /// A ring around each function that a search has found.
  public Picture drawFound(Set<PciAddress> found) {
    var picture = new Picture();
    var items = new HashSet<Item>();
    found.forEach(function -> layout.itemOf(function).ifPresent(items::add));
    for (Item item : items) {
      picture.outline(item.box().grownBy(5), 9, Tone.THROUGH, Stroke.solid(3));
    }
    return picture;
  }

  /// Signs and labels, which belong above all else.
  ///
  /// @param factor how many times larger than the picture they are drawn; their marks are in a
  ///   space that is as many times smaller
  public Picture drawLabels(Scene scene, double factor) {
    var picture = new Picture();
    drawLabels(picture, scene, new LabelSpace(factor));
    return picture;
  }

  void drawLabels(Picture picture, Scene scene, LabelSpace space) {
    scene.verdict().ifPresent(verdict -> drawLabels(picture, scene, verdict, space));
  }

  void draw(Picture picture, Scene scene) {
    if (scene.verdict().isPresent()) {
      drawVerdict(picture, scene, scene.verdict().get());
    } else {
      scene.target().ifPresent(target -> drawItem(picture, target, targetLook(), scene));
      scene.client().ifPresent(client -> drawItem(picture, client, CardLook.CLIENT, scene));
    }
    scene.alsoSelected().forEach(selected -> drawRing(picture, selected, 3, 1.5));
    scene.selected().ifPresent(selected -> drawRing(picture, selected, 3, 1.5));
    scene.focus().ifPresent(focus -> drawRing(picture, focus, 6, 2));
  }

  /// The box around all that tells of a verdict: both ends, the way, and the border where it ends.
  public Optional<Box> extent(Verdict verdict) {
    var journey = new Journey(layout, topology, verdict);
    var boxes = new ArrayList<Box>();
    Stream.concat(Stream.of(verdict.request().client()), journey.provider().stream())
        .forEach(address -> layout.itemOf(address).map(Item::box).ifPresent(boxes::add));
    if (!journey.route().isEmpty()) {
      boxes.add(journey.route().whole().box());
    }
    journey.notGone().map(Polyline::box).ifPresent(boxes::add);
    journey.refusedCrossing().map(ScenePicture::border).ifPresent(boxes::add);
    return boxes.stream().reduce(Box::union);
  }

  private static CardLook targetLook() {
    return new CardLook(Tone.SURFACE, Tone.TEXT, 2);
  }

  private void drawItem(Picture picture, PciAddress address, CardLook look, Scene scene) {
    layout
        .itemOf(address)
        .ifPresent(item -> ground.cards().draw(picture, item, look, scene.detail()));
  }

  private void drawRing(Picture picture, PciAddress address, double distance, double width) {
    layout
        .itemOf(address)
        .ifPresent(item ->
            picture.outline(item.box().grownBy(distance), 8, Tone.CLIENT, Stroke.solid(width)));
  }

  private void drawVerdict(Picture picture, Scene scene, Verdict verdict) {
    var journey = new Journey(layout, topology, verdict);
    VerdictStyle style = VerdictStyle.of(verdict);
    Optional<Journey.Crossing> crossing = journey.refusedCrossing();
    crossing.ifPresent(known -> drawBorder(picture, known, scene.window()));
    drawTurns(picture, journey, style);
    drawWay(picture, scene, journey, style);
    crossing.ifPresent(known -> drawRunUp(picture, known, journey));
    drawEnds(picture, scene, journey, style, verdict);
    drawTranslator(picture, scene, verdict);
    if (style == VerdictStyle.DIRECT || style == VerdictStyle.THROUGH_HOST_BRIDGE) {
      drawArrow(picture, journey, style);
    }
    drawPacket(picture, scene, journey, style);
  }

  private void drawLabels(Picture picture, Scene scene, Verdict verdict, LabelSpace space) {
    var journey = new Journey(layout, topology, verdict);
    VerdictStyle style = VerdictStyle.of(verdict);
    Optional<Journey.Crossing> crossing = journey.refusedCrossing();
    var spots = new FreeSpot(layout, scene.window());
    scene.covered().forEach(spots::take);
    ground.translators().all().forEach((_, place) -> spots.take(reach(place)));
    if (scene.detail().compareTo(Detail.NAMES) >= 0) {
      new AddressTags(layout, measure).draw(picture, scene, verdict, spots, space);
    }
    crossing.ifPresent(known -> drawBanner(picture, known, spots, space));
    drawSigns(picture, journey, style, verdict, crossing.isPresent(), spots, space);
    drawPacketLabel(picture, scene, journey, style, verdict, spots, space);
  }

  private static Box reach(Translators.Place place) {
    double radius = place.radius();
    Point center = place.center();
    return new Box(
        center.x() - radius,
        center.y() - radius,
        2 * radius,
        2 * radius + (place.labelled() ? 16 : 0));
  }

  /// The loudest thing there is: both host bridges in red, the border between them hatched.
  private void drawBorder(Picture picture, Journey.Crossing crossing, Box window) {
    for (Item.HostBridgeBar bar : List.of(crossing.from(), crossing.to())) {
      picture.panel(bar.box(), 6, Tone.REFUSED_FILL, Tone.REFUSED, 2.5);
      ground.drawBarLabel(picture, bar, window);
    }
    Box border = border(crossing);
    picture.add(new Mark.Hatching(border, Tone.REFUSED_FILL, Tone.REFUSED));
    picture.outline(border, 4, Tone.REFUSED, Stroke.solid(2));
  }

  private static Box border(Journey.Crossing crossing) {
    Box from = crossing.from().box();
    double left = crossing.from().memory().x();
    double top = crossing.isDown() ? from.bottom() + 4 : from.y() - 44;
    return new Box(left, top, from.right() - left, 40);
  }

  private void drawBanner(
      Picture picture, Journey.Crossing crossing, FreeSpot spots, LabelSpace space) {
    Box border = border(crossing);
    double width = measure.width(crossing.sentence(), Type.HEADING) + 32;
    Box beside =
        new Box(
            border.right() + space.out(16),
            border.centerY() - space.out(18),
            space.out(width),
            space.out(36));
    Box box = space.in(beside);
    picture.panel(box, 6, Tone.REFUSED, Tone.REFUSED, 2);
    spots.take(beside);
    spots.take(border);
    picture.text(
        crossing.sentence(), box.x() + 16, box.centerY() + 5.5, Type.HEADING, Tone.ON_STRONG);
    Point sign = new Point(crossing.from().lineX(), border.centerY());
    Signs.draw(picture, VerdictStyle.REFUSED, space.in(sign), 18);
  }

  /// A switch that the packet crosses without leaving it upwards is outlined.
  private void drawTurns(Picture picture, Journey journey, VerdictStyle style) {
    for (PciAddress bridge : journey.turnedBelow()) {
      layout
          .switchOf(bridge)
          .ifPresent(box -> picture.outline(box.box(), 8, style.tone(), Stroke.solid(1.6)));
    }
  }

  /// From where the way ends on the client's bar to the border.
  private void drawRunUp(Picture picture, Journey.Crossing crossing, Journey journey) {
    if (journey.route().isEmpty()) {
      return;
    }
    Point end = journey.route().whole().end();
    Point border = new Point(crossing.from().lineX(), crossing.edge());
    if (end.x() == border.x()) {
      picture.line(List.of(end, border), Tone.REFUSED, Stroke.solid(GONE));
    }
  }

  private static void drawNotGone(Picture picture, Polyline way, VerdictStyle style) {
    picture.line(way.points(), Tone.CANVAS, Stroke.solid(GONE));
    Tone tone = style == VerdictStyle.UNDETERMINED ? style.tone() : Tone.MUTED;
    picture.line(way.points(), tone, Stroke.hairDots());
  }

  private void drawWay(Picture picture, Scene scene, Journey journey, VerdictStyle style) {
    journey.notGone().ifPresent(way -> drawNotGone(picture, way, style));
    Route route = journey.route();
    if (route.isEmpty()) {
      return;
    }
    int last = route.legs().size() - 1;
    boolean whole = scene.step() < 0 || scene.step() > last;
    if (!style.stroke(1).dashes().isEmpty()) {
      picture.line(route.whole().points(), Tone.CANVAS, Stroke.solid(GONE));
    }
    if (!whole) {
      picture.line(route.whole().points(), style.tone(), style.stroke(PLANNED));
    }
    Polyline gone = whole ? route.whole() : route.travelled(scene.step(), scene.fraction());
    picture.line(gone.points(), style.tone(), style.stroke(GONE));
  }

  private void drawEnds(
      Picture picture, Scene scene, Journey journey, VerdictStyle style, Verdict verdict) {
    PciAddress client = verdict.request().client();
    CardLook never = new CardLook(Tone.SURFACE, style.tone(), 1);
    journey.neverReached().forEach(address -> drawItem(picture, address, never, scene));
    Set<PciAddress> passed = journey.passed(Integer.MAX_VALUE - 1);
    Set<PciAddress> gone = scene.step() < 0 ? passed : journey.passed(scene.step());
    for (PciAddress address : passed) {
      CardLook look =
          gone.contains(address)
              ? new CardLook(style.fill(), style.tone(), 2)
              : new CardLook(Tone.SURFACE, style.tone(), 1.4);
      drawItem(picture, address, look, scene);
    }
    journey
        .provider()
        .ifPresent(provider ->
            drawItem(picture, provider, new CardLook(style.fill(), style.tone(), 2.2), scene));
    drawItem(picture, client, CardLook.CLIENT, scene);
    ground.translators().all().forEach((_, place) -> redraw(picture, place, scene));
  }

  private static void redraw(Picture picture, Translators.Place place, Scene scene) {
    if (scene.detail().compareTo(Detail.NAMES) >= 0 && reach(place).overlaps(scene.window())) {
      // Only what the way may have covered: words drawn twice look bold.
      var bare = new Translators.Place(place.center(), place.radius(), false);
      TopologyPicture.drawTranslator(picture, bare, false);
    }
  }

  private void drawTranslator(Picture picture, Scene scene, Verdict verdict) {
    if (scene.step() < 0 || scene.step() >= verdict.steps().size()) {
      return;
    }
    DmaStep step = verdict.steps().get(scene.step());
    if (step.event() != StepEvent.TRANSLATOR) {
      return;
    }
    translatorAt(step.at())
        .ifPresent(place -> TopologyPicture.drawTranslator(picture, place, true));
  }

  private Optional<Translators.Place> translatorAt(Place place) {
    return switch (place) {
      case Place.AtFunction(PciAddress address) -> ground.translators().at(address);
      case Place.AtHostBridge(PciBus bus) -> ground.translators().at(bus);
      case Place.AtMemory _, Place.Untold _ -> Optional.empty();
    };
  }

  private void drawSigns(
      Picture picture,
      Journey journey,
      VerdictStyle style,
      Verdict verdict,
      boolean crossing,
      FreeSpot spots,
      LabelSpace space) {
    Route route = journey.route();
    if (route.isEmpty()) {
      return;
    }
    switch (style) {
      case DIRECT, THROUGH_HOST_BRIDGE -> drawArrival(picture, journey, style, space);
      case REFUSED -> {
        if (!crossing) {
          Point at = stop(route.whole());
          Point middle = space.in(at);
          Signs.barAcross(picture, new Point(middle.x() + 1, middle.y()), middle, Tone.REFUSED);
          Signs.draw(picture, style, middle, 12);
          drawReason(picture, at, verdict, style, spots, space);
        }
      }
      case UNDETERMINED -> {
        Point at = stop(route.whole());
        Signs.draw(picture, style, space.in(at), 11);
        drawReason(picture, at, verdict, style, spots, space);
      }
    }
  }

  private void drawArrival(Picture picture, Journey journey, VerdictStyle style, LabelSpace space) {
    if (journey.route().whole().points().size() < 2) {
      return;
    }
    Point end = journey.wayThere().end();
    Optional<Box> card = journey.provider().flatMap(layout::itemOf).map(Item::box);
    Point at =
        card.map(box -> new Point(box.right() + 8, box.centerY()))
            .orElse(new Point(end.x(), end.y() - 20));
    Signs.draw(picture, style, space.in(at), 11);
    if (style == VerdictStyle.THROUGH_HOST_BRIDGE) {
      journey
          .atRootEdge()
          .map(edge -> new Point(edge.x() + 6, edge.y()))
          .ifPresent(edge -> Signs.draw(picture, style, space.in(edge), 11));
    }
  }

  /// At the end of the last stretch that is long enough to show a direction.
  private static void drawArrow(Picture picture, Journey journey, VerdictStyle style) {
    if (journey.route().isEmpty()) {
      return;
    }
    List<Point> points = journey.wayThere().points();
    for (int i = points.size() - 1; i > 0; i--) {
      if (points.get(i - 1).distanceTo(points.get(i)) > 10) {
        Signs.arrow(picture, points.get(i - 1), points.get(i), style.tone());
        return;
      }
    }
  }

  /// Where the sign of a way that does not arrive stands: before the last port, so that its address
  /// can be read, or before the card that was never left.
  private Point stop(Polyline way) {
    Point end = way.end();
    if (way.points().size() == 1) {
      return new Point(end.x() - 16, end.y());
    }
    Point before = way.points().get(way.points().size() - 2);
    double distance = Metrics.CHIP_WIDTH / 2 + 16;
    boolean atPort = layout.at(end).filter(Item.PortChip.class::isInstance).isPresent();
    return atPort && before.y() == end.y()
        ? new Point(end.x() + Math.signum(before.x() - end.x()) * distance, end.y())
        : end;
  }

  private void drawReason(
      Picture picture,
      Point at,
      Verdict verdict,
      VerdictStyle style,
      FreeSpot spots,
      LabelSpace space) {
    if (verdict.steps().isEmpty()) {
      return;
    }
    List<String> lines =
        measure.wrap(shortReason(verdict.steps().getLast().decision()), Type.STRONG, 320, 2);
    double width = 20;
    for (String line : lines) {
      width = Math.max(width, measure.width(line, Type.STRONG) + 20);
    }
    double reach = space.out(12);
    var sign = new Box(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach);
    Box box = space.in(spots.find(sign, space.out(width), space.out(10 + 16.0 * lines.size())));
    picture.panel(box, 6, style.fill(), style.tone(), 1.5);
    double y = box.y() + 17;
    for (String line : lines) {
      picture.text(line, box.x() + 10, y, Type.STRONG, style.tone());
      y += 16;
    }
  }

  /// The part of a decision that names the culprit.
  private static String shortReason(String decision) {
    int end = decision.indexOf("; ");
    return end < 0 ? decision : decision.substring(0, end);
  }

  private static boolean isUnderWay(Scene scene, Journey journey, Verdict verdict) {
    int step = scene.step();
    return step >= 0 && step < verdict.steps().size() && step < journey.route().legs().size();
  }

  /// A packet that rests in a port lights the port up, so that its address can be read; anywhere
  /// else it is a disc on the line.
  private void drawPacket(Picture picture, Scene scene, Journey journey, VerdictStyle style) {
    Optional<Verdict> verdict = scene.verdict();
    if (verdict.isEmpty() || !isUnderWay(scene, journey, verdict.get())) {
      return;
    }
    if (scene.step() < journey.firstMove()) {
      return;
    }
    Point at = journey.packetAt(scene.step(), scene.fraction());
    Optional<Item.PortChip> port = portAt(scene, at);
    if (port.isPresent()) {
      ground.cards().drawLit(picture, port.get(), style.tone(), scene.detail());
    } else {
      picture.ring(at, 7, style.tone(), Tone.CANVAS, 2);
    }
  }

  private Optional<Item.PortChip> portAt(Scene scene, Point at) {
    return scene.fraction() < 1
        ? Optional.empty()
        : layout
            .at(at)
            .filter(Item.PortChip.class::isInstance)
            .map(Item.PortChip.class::cast)
            .filter(chip -> chip.box().grownBy(-4).contains(at));
  }

  private void drawPacketLabel(
      Picture picture,
      Scene scene,
      Journey journey,
      VerdictStyle style,
      Verdict verdict,
      FreeSpot spots,
      LabelSpace space) {
    if (!isUnderWay(scene, journey, verdict)) {
      return;
    }
    DmaStep now = verdict.steps().get(scene.step());
    Point at = journey.packetAt(scene.step(), scene.fraction());
    Optional<Translators.Place> asked =
        scene.step() < journey.firstMove() ? translatorAt(now.at()) : Optional.empty();
    Box anchor =
        asked
            .map(ScenePicture::reach)
            .or(() -> portAt(scene, at).map(Item.PortChip::box))
            .orElse(new Box(at.x() - 7, at.y() - 7, 14, 14));
    new PacketLabel(spots, space, measure).draw(picture, now, verdict.mapping(), anchor, style);
  }
}
