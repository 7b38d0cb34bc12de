package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A picture to give away: title, topology, verdict with its steps, and the meaning of the lines.
///
/// @param marks everything, the hindmost first
/// @param size the box around it
/// @param title what it is a picture of
public record Sheet(List<Mark> marks, Box size, String title) {

  private static final double LEFT = 24;
  private static final double ROW = 20;
  private static final double LEAST_WIDTH = 720;

  public Sheet {
    marks = List.copyOf(marks);
  }

  /// The picture of a platform, with the whole way of a DMA where there is a verdict.
  ///
  /// @param title name of the input
  public static Sheet of(
      Platform platform, Optional<Verdict> verdict, TranslatorPlacement translators, String title) {
    return of(platform, verdict, translators, Provenance.of(title), Labels.ALL);
  }

  /// As above, with a legend that tells where the picture comes from, and the labels one wants.
  public static Sheet of(
      Platform platform,
      Optional<Verdict> verdict,
      TranslatorPlacement translators,
      Provenance provenance,
      Labels labels) {
    return new Maker(platform, verdict, translators, provenance, labels).make();
  }

  private static final class Maker {

    private final Picture picture = new Picture();
    private final TextMeasure measure = new DejaVuMeasure();
    private final Platform platform;
    private final Optional<Verdict> verdict;
    private final TranslatorPlacement translators;
    private final Provenance provenance;
    private final Labels labels;
    private final String title;
    private final TopologyLayout layout;
    private final double width;

    Maker(
        Platform platform,
        Optional<Verdict> verdict,
        TranslatorPlacement translators,
        Provenance provenance,
        Labels labels) {
      this.platform = platform;
      this.verdict = verdict;
      this.translators = translators;
      this.provenance = provenance;
      this.labels = labels;
      this.title = provenance.title();
      this.layout =
          TopologyLayout.of(platform.topology(), Set.of(), named(verdict, platform.topology()));
      double least = verdict.isPresent() ? 2 * LEAST_WIDTH - 320 : LEAST_WIDTH;
      this.width = Math.max(least, layout.bounds().width());
    }

    /// The functions that the verdict is about must be seen.
    private static Set<PciAddress> named(Optional<Verdict> verdict, Topology topology) {
      var named = new HashSet<PciAddress>();
      verdict.ifPresent(known -> {
        named.add(known.request().client());
        new Journey(TopologyLayout.of(Topology.empty()), topology, known)
            .provider()
            .ifPresent(named::add);
      });
      return named;
    }

    Sheet make() {
      Topology topology = platform.topology();
      Box window = layout.bounds();
      var ground = new TopologyPicture(layout, topology, translators, measure, labels);
      ground.draw(picture, window, Detail.NAMES);
      var scene = new ScenePicture(layout, topology, ground, measure);
      scene.draw(picture, Scene.whole(verdict, window));
      scene.drawLabels(picture, Scene.whole(verdict, window), new LabelSpace(1));
      double top = drawHead();
      double bottom = verdict.map(this::drawSteps).orElse(window.bottom());
      bottom = drawLegend(bottom);
      return new Sheet(picture.marks(), new Box(0, -top, width, bottom + top), title);
    }

    /// The height of what stands above the picture.
    private double drawHead() {
      List<String> lines =
          verdict
              .map(known -> measure.wrap(known.summary(), Type.TITLE, width - 2 * LEFT - 32, 4))
              .orElse(List.of());
      double height = 64 + lines.size() * ROW + (lines.isEmpty() ? 0 : 8);
      picture.text(
          measure.elide(title, Type.HEADING, width - 2 * LEFT),
          LEFT,
          32 - height,
          Type.HEADING,
          Tone.TEXT);
      picture.text(
          measure.elide(facts(), Type.BODY, width - 2 * LEFT),
          LEFT,
          52 - height,
          Type.BODY,
          Tone.MUTED);
      double y = 84 - height;
      for (String line : lines) {
        picture.text(line, LEFT + 28, y, Type.TITLE, styleOf().tone());
        y += ROW;
      }
      if (!lines.isEmpty()) {
        Signs.draw(picture, styleOf(), new Point(LEFT + 10, 80 - height), 9);
      }
      return height;
    }

    private VerdictStyle styleOf() {
      return verdict.map(VerdictStyle::of).orElse(VerdictStyle.DIRECT);
    }

    private String facts() {
      Topology topology = platform.topology();
      int bridges = topology.hostBridges().size();
      return String.join(
          " · ",
          List.of(
              topology.size() + (topology.size() == 1 ? " function" : " functions"),
              bridges + (bridges == 1 ? " host bridge" : " host bridges"),
              "Linux " + word(platform.kernel(), Object::toString),
              "CPU " + word(platform.cpu(), Cpu::toString),
              "IOMMU " + word(platform.iommu(), IommuMode::spelling)));
    }

    private static <T> String word(Fact<T> fact, java.util.function.Function<T, String> spelling) {
      return fact.ifKnown().map(spelling).orElse("unknown");
    }

    /// The lower end of the table of steps.
    private double drawSteps(Verdict known) {
      double y = layout.bounds().bottom() + 24;
      picture.text("STEPS", LEFT, y, Type.SMALL_STRONG, Tone.MUTED);
      for (DmaStep step : known.steps()) {
        y += ROW;
        drawStep(step, y);
      }
      return y + 16;
    }

    private void drawStep(DmaStep step, double y) {
      picture.words(
          Integer.toString(step.number()),
          LEFT + 16,
          y,
          Mark.Align.RIGHT,
          Type.MONO_SMALL,
          Tone.MUTED);
      picture.text(
          measure.elide(step.at().toString(), Type.MONO_SMALL, 128),
          LEFT + 28,
          y,
          Type.MONO_SMALL,
          Tone.TEXT);
      picture.text(step.event().spelling(), LEFT + 164, y, Type.BODY, Tone.MUTED);
      double x = LEFT + 248;
      double decisionX =
          x + 40 + addressWidth() + wouldBeWidth() + (anyTranslated() ? addressWidth() + 48 : 0);
      Optional<Address> now = step.translatedTo().or(step::address);
      if (neverSent(step)) {
        picture.text(withoutAddress(now), x, y, Type.MONO_SMALL, Tone.MUTED);
      } else if (now.isPresent()) {
        Tone tone = AddressTags.tone(now.get().space());
        picture.text(AddressTags.word(now.get().space()), x, y, Type.SMALL_STRONG, tone);
        picture.text(Hex.grouped(now.get().value()), x + 32, y, Type.MONO_SMALL, tone);
      }
      if (step.translatedTo().isPresent()) {
        step.address().ifPresent(old -> drawOld(old, x + 40 + addressWidth(), y));
      }
      picture.text(
          measure.elide(step.decision(), Type.BODY, width - LEFT - decisionX),
          decisionX,
          y,
          Type.BODY,
          Tone.TEXT);
    }

    /// Whether the step tells of a TLP that nobody sends, because no address was programmed.
    private boolean neverSent(DmaStep step) {
      return !step.tlp().isEmpty()
          && verdict.stream().noneMatch(known -> known.mapping() instanceof Mapping.Programmed);
    }

    private static String withoutAddress(Optional<Address> would) {
      return would.map(address -> "would be " + Hex.grouped(address.value())).orElse("none");
    }

    private boolean anyTranslated() {
      return verdict.stream()
          .flatMap(known -> known.steps().stream())
          .anyMatch(step -> step.translatedTo().isPresent());
    }

    private double wouldBeWidth() {
      boolean any =
          verdict.stream().flatMap(known -> known.steps().stream()).anyMatch(this::neverSent);
      return any ? measure.width("would be ", Type.MONO_SMALL) - 32 : 0;
    }

    private double addressWidth() {
      return verdict.stream()
          .flatMap(known -> known.steps().stream())
          .flatMap(step -> step.address().stream())
          .mapToDouble(address -> measure.width(Hex.grouped(address.value()), Type.MONO_SMALL))
          .reduce(0, Math::max);
    }

    private void drawOld(Address old, double x, double y) {
      String text = "← " + AddressTags.word(old.space()) + " " + Hex.grouped(old.value());
      picture.text(text, x, y, Type.MONO_SMALL, Tone.MUTED);
    }

    /// The lower end of the legend.
    private double drawLegend(double top) {
      picture.line(
          List.of(new Point(LEFT, top), new Point(width - LEFT, top)),
          Tone.BORDER,
          Stroke.solid(1));
      double y = top + 24;
      if (verdict.isPresent()) {
        drawLineLegend(y);
        y += 26;
      }
      drawSignLegend(y);
      drawProvenance(y + 18);
      return y + 36;
    }

    private void drawLineLegend(double y) {
      double x = LEFT;
      for (VerdictStyle style : VerdictStyle.values()) {
        double middle = y - 4;
        picture.line(
            List.of(new Point(x, middle), new Point(x + 56, middle)),
            style.tone(),
            style.stroke(3));
        Signs.draw(picture, style, new Point(x + 28, middle), 8);
        String words = meaning(style);
        picture.text(words, x + 64, y, Type.BODY, Tone.TEXT);
        x += 64 + measure.width(words, Type.BODY) + 28;
      }
    }

    private void drawSignLegend(double y) {
      picture.text(
          "Line thickness: bandwidth of the link · ACS: the port sends peer requests upstream"
              + " · ×n: n functions as one · n empty: ports with nothing behind · IO: soft-IOMMU"
              + " translator",
          LEFT,
          y,
          Type.SMALL,
          Tone.MUTED);
    }

    private void drawProvenance(double y) {
      String line = provenance.line();
      double room = width - 3 * LEFT - measure.width(line, Type.SMALL);
      picture.words(line, width - LEFT, y, Mark.Align.RIGHT, Type.SMALL, Tone.MUTED);
      provenance
          .removedLine()
          .ifPresent(removed ->
              picture.text(
                  measure.elide(removed, Type.SMALL, room), LEFT, y, Type.SMALL, Tone.MUTED));
    }
  }

  /// What a kind of line says.
  static String meaning(VerdictStyle style) {
    return switch (style) {
      case DIRECT -> "direct";
      case THROUGH_HOST_BRIDGE -> "through the host bridge";
      case REFUSED -> "refused; dots: never gone";
      case UNDETERMINED -> "undetermined: a fact is missing";
    };
  }
}
