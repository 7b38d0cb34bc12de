package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The way of a DMA as pictures: the topology once, and what lies on it at each step.
///
/// Everything follows from the steps, whatever their events are; the pictures are the window's.
public final class Film {

  private static final double MARGIN = 56;

  private final Verdict verdict;
  private final TopologyLayout layout;
  private final TopologyPicture ground;
  private final ScenePicture scene;
  private final Journey journey;
  private final Box window;

  /// @param window the part that is shown
  private Film(
      Verdict verdict,
      TopologyLayout layout,
      TopologyPicture ground,
      ScenePicture scene,
      Journey journey,
      Box window) {
    this.verdict = verdict;
    this.layout = layout;
    this.ground = ground;
    this.scene = scene;
    this.journey = journey;
    this.window = window;
  }

  /// The film of a whole machine.
  public static Film of(
      Platform platform, Verdict verdict, TranslatorPlacement translators, Labels labels) {
    Topology topology = platform.topology();
    TopologyLayout layout = TopologyLayout.of(topology, Set.of(), named(verdict, topology));
    var measure = new DejaVuMeasure();
    var ground = new TopologyPicture(layout, topology, translators, measure, labels);
    var scene = new ScenePicture(layout, topology, ground, measure);
    var journey = new Journey(layout, topology, verdict);
    return new Film(verdict, layout, ground, scene, journey, layout.bounds());
  }

  /// The functions that the verdict is about must be seen.
  private static Set<PciAddress> named(Verdict verdict, Topology topology) {
    Set<PciAddress> named = new HashSet<>();
    named.add(verdict.request().client());
    new Journey(TopologyLayout.of(Topology.empty()), topology, verdict)
        .provider()
        .ifPresent(named::add);
    return named;
  }

  /// The film of what is near the way.
  public Film nearTheWay() {
    return new Film(verdict, layout, ground, scene, journey, way());
  }

  public int steps() {
    return verdict.steps().size();
  }

  public DmaStep step(int index) {
    return verdict.steps().get(index);
  }

  public Verdict verdict() {
    return verdict;
  }

  /// The part that is shown.
  public Box window() {
    return window;
  }

  /// The box around all that tells of the verdict, inside of the picture.
  public Box way() {
    Box whole = layout.bounds();
    Box near = scene.extent(verdict).map(box -> box.grownBy(MARGIN)).orElse(whole);
    double x = Math.max(near.x(), whole.x());
    double y = Math.max(near.y(), whole.y());
    return new Box(
        x,
        y,
        Math.min(near.right(), whole.right()) - x,
        Math.min(near.bottom(), whole.bottom()) - y);
  }

  /// What stays.
  public List<Mark> ground() {
    return ground.draw(window, Detail.NAMES).marks();
  }

  /// What lies on the ground when a fraction of a step is over.
  public List<Mark> frame(int step, double fraction) {
    Scene at = Scene.at(verdict, step, fraction, window);
    var picture = new Picture();
    scene.draw(picture, at);
    scene.drawLabels(picture, at, new LabelSpace(1));
    return picture.marks();
  }

  /// The way that the packet goes in a step; one point where it rests.
  public List<Point> leg(int step) {
    return step < journey.route().legs().size()
        ? journey.route().legs().get(step).points()
        : List.of();
  }

  /// Whether the packet goes somewhere in a step.
  public boolean moves(int step) {
    return step >= journey.firstMove() && leg(step).size() > 1;
  }

  /// Whether the step tells of a packet that is under way.
  public boolean isUnderWay(int step) {
    return step >= journey.firstMove();
  }

  /// The colour of the way.
  public Tone tone() {
    return VerdictStyle.of(verdict).tone();
  }

  /// The sign of the verdict in a square of 24.
  public List<Mark> sign() {
    var picture = new Picture();
    Signs.draw(picture, VerdictStyle.of(verdict), new Point(12, 12), 11);
    return picture.marks();
  }

  /// One of the four kinds of lines with its sign, in a box of 72 by 24; and what it means.
  ///
  /// @param words what the line says
  public record Line(List<Mark> marks, String words) {}

  /// The meaning of the lines.
  public static List<Line> legend() {
    return Arrays.stream(VerdictStyle.values()).map(Film::line).toList();
  }

  private static Line line(VerdictStyle style) {
    var picture = new Picture();
    picture.line(List.of(new Point(4, 12), new Point(68, 12)), style.tone(), style.stroke(3));
    Signs.draw(picture, style, new Point(36, 12), 8);
    return new Line(picture.marks(), Sheet.meaning(style));
  }
}
