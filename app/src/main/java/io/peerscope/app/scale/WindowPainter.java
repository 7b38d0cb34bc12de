package io.peerscope.app.scale;

import io.peerscope.app.document.Targets;
import io.peerscope.app.scale.AddressAxis.Segment;
import io.peerscope.app.scale.WindowPicture.Block;
import io.peerscope.app.scale.WindowPicture.Edge;
import io.peerscope.app.scale.WindowPicture.Part;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.edit.WindowUse.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lays the picture of a window out, without drawing it.
public final class WindowPainter {

  /// More spans than these would be a picture longer than anybody reads.
  static final int MOST_SPANS = 48;

  private static final double MARGIN = 17;
  private static final double LABEL = 27;

  private final WindowUse use;
  private final double wanted;

  private WindowPainter(WindowUse use, double height) {
    this.use = use;
    this.wanted = height;
  }

  /// The picture of a window.
  ///
  /// @param height what the picture should be high; it becomes higher for many spans
  public static WindowPicture layOut(WindowUse use, double height) {
    return new WindowPainter(use, height).picture();
  }

  private WindowPicture picture() {
    List<Span> spans = largest();
    List<AddressRange> taken = spans.stream().map(Span::range).toList();
    double lackHeight = use.missing() == 0 ? 0 : lackHeight(taken);
    double room = Math.max(0, wanted - 2 * MARGIN - lackHeight);
    var axis = new AddressAxis(taken, use.ranges(), MARGIN, room);
    double bottom = axis.segments().isEmpty() ? MARGIN : axis.bottom();
    List<Block> blocks = blocks(axis, spans);
    Optional<Part> missing =
        use.missing() == 0
            ? Optional.empty()
            : Optional.of(
                new Part(bottom, bottom + lackHeight, Sizes.spell(use.missing()) + " missing"));
    double labels = blocks.stream().mapToDouble(it -> it.labelTop() + LABEL).max().orElse(0);
    return new WindowPicture(
        Math.max(bottom + lackHeight, labels) + MARGIN,
        blocks,
        overlaps(axis),
        free(axis),
        edges(axis),
        missing,
        use.spans().size() - spans.size());
  }

  private List<Span> largest() {
    return use.spans().stream()
        .sorted(
            Comparator.<Span, java.math.BigInteger>comparing(span -> sizeOf(span.range()))
                .reversed())
        .limit(MOST_SPANS)
        .sorted(Comparator.comparing(span -> AddressAxis.first(span.range())))
        .toList();
  }

  private static java.math.BigInteger sizeOf(AddressRange range) {
    return AddressAxis.end(range).subtract(AddressAxis.first(range));
  }

  /// The height of what does not fit, in proportion to what there is.
  private double lackHeight(List<AddressRange> taken) {
    double there =
        use.ranges().stream().mapToDouble(range -> sizeOf(range).doubleValue()).sum()
            + (use.ranges().isEmpty()
                ? taken.stream().mapToDouble(it -> sizeOf(it).doubleValue()).sum()
                : 0);
    double share = use.missing() / (there + use.missing());
    return Math.clamp(share * (wanted - 2 * MARGIN), AddressAxis.LABELLED + 4, wanted * 0.5);
  }

  private List<Block> blocks(AddressAxis axis, List<Span> spans) {
    List<Block> blocks = new ArrayList<>();
    List<AddressRange> lanes = new ArrayList<>();
    double labelEnd = 0;
    for (Span span : spans) {
      int lane = freeLane(lanes, span.range());
      double top = axis.top(span.range());
      double bottom = axis.bottom(span.range());
      double labelTop = Math.max(top + 1, labelEnd);
      labelEnd = labelTop + LABEL;
      blocks.add(
          new Block(
              span.owner(),
              top,
              bottom,
              lane,
              1,
              Targets.shortest(span.owner()) + " " + span.label(),
              Sizes.spell(span.range().size())
                  + (axis.isStretched(span.range()) ? " (not to scale)" : ""),
              labelTop,
              use.ranges().stream().anyMatch(range -> range.contains(span.range()))));
    }
    int most = lanes.size();
    return blocks.stream().map(it -> withLanes(it, spans, blocks, most)).toList();
  }

  /// The first lane whose last span ends before this one begins.
  private static int freeLane(List<AddressRange> lanes, AddressRange range) {
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (!lanes.get(lane).overlaps(range)) {
        lanes.set(lane, range);
        return lane;
      }
    }
    lanes.add(range);
    return lanes.size() - 1;
  }

  /// A span that meets no other takes the whole width.
  @SuppressWarnings("ReferenceEquality") // two blocks may look the same
  private static Block withLanes(Block block, List<Span> spans, List<Block> blocks, int most) {
    boolean alone =
        blocks.stream()
            .noneMatch(it -> it != block && it.top() < block.bottom() && block.top() < it.bottom());
    return new Block(
        block.owner(),
        block.top(),
        block.bottom(),
        alone ? 0 : block.lane(),
        alone || spans.size() == 1 ? 1 : most,
        block.label(),
        block.detail(),
        block.labelTop(),
        block.inside());
  }

  private static List<Part> overlaps(AddressAxis axis) {
    return axis.segments().stream()
        .filter(it -> it.spans() > 1)
        .map(it -> new Part(it.top(), it.bottom(), "overlap"))
        .toList();
  }

  private static List<Part> free(AddressAxis axis) {
    return axis.segments().stream()
        .filter(it -> it.spans() == 0 && it.inside())
        .map(it -> new Part(it.top(), it.bottom(), spell(it) + " free"))
        .toList();
  }

  private static String spell(Segment segment) {
    return Sizes.spell(segment.size().longValue());
  }

  private List<Edge> edges(AddressAxis axis) {
    List<Edge> edges = new ArrayList<>();
    for (AddressRange range : use.ranges()) {
      edges.add(new Edge(axis.top(range), Hex.grouped(range.first()), true));
      edges.add(new Edge(axis.bottom(range), "window ends: " + Hex.grouped(range.last()), false));
    }
    return edges;
  }

  /// The same picture in a sentence, for those who do not see it.
  public static String inWords(WindowUse use) {
    String what = titleOf(use) + ": ";
    String lack = use.missing() == 0 ? "" : ", lacks " + Sizes.spell(use.missing());
    String used =
        String.join(
            ", ",
            use.spans().stream()
                .limit(MOST_SPANS)
                .map(span ->
                    "%s %s %s"
                        .formatted(
                            Targets.shortest(span.owner()),
                            span.label(),
                            Sizes.spell(span.range().size())))
                .toList());
    return what + (used.isEmpty() ? "nothing in it" : used) + lack;
  }

  /// `Prefetchable memory window of 00:01.0, 128 GiB`.
  public static String titleOf(WindowUse use) {
    String size =
        use.ranges().size() == 1 ? ", " + Sizes.spell(use.ranges().getFirst().size()) : "";
    return use.bridge()
            .map(bridge ->
                "%s window of %s".formatted(capital(use.kind().label()), Targets.shortest(bridge)))
            .orElseGet(() -> "Windows of host bridge " + use.rootBus())
        + size;
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
