package io.peerscope.app.scale;

import io.peerscope.app.scale.ElasticAxis.Hole;
import io.peerscope.app.scale.ElasticAxis.Scale;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.AddressColumn;
import io.peerscope.engine.dma.AddressColumn.Span;
import io.peerscope.engine.dma.AddressTrail;
import io.peerscope.engine.dma.AddressTrail.Clash;
import io.peerscope.engine.dma.AddressTrail.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where everything goes in the picture of a DMA's address spaces: columns beside each other on one
/// axis, and the address as a line through all of them.
///
/// @param height of the whole
/// @param columns from left to right
/// @param holes what is folded, the same in all columns
/// @param dots the address in each column
/// @param lines from dot to dot, with the difference
/// @param clashes where a number means two things
public record AddressPicture(
    double height,
    List<Column> columns,
    List<Hole> holes,
    List<Dot> dots,
    List<Line> lines,
    List<Warning> clashes) {

  private static final double HEAD = 38;
  private static final double FOOT = 12;
  private static final double SIDE = 16;
  private static final double MOST_WIDTH = 230;
  private static final double INSET = 10;

  public record Column(AddressColumn told, double x, double width, List<Block> blocks) {
    public Column {
      blocks = List.copyOf(blocks);
    }
  }

  /// A span as a rectangle.
  ///
  /// @param roomForLabel whether its label fits
  public record Block(
      Span span, double x, double y, double width, double height, boolean roomForLabel) {

    boolean holds(double px, double py) {
      return px >= x && px < x + width && py >= y && py < y + height;
    }
  }

  public record Dot(Point point, double left, double right, double y) {}

  /// The way of the address from one column to the next.
  ///
  /// @param offset the difference, `+0x0` where the line is level
  public record Line(
      double fromX, double fromY, double toX, double toY, String offset, boolean isReached) {}

  public record Warning(Clash clash, double x, double y, double width) {}

  public AddressPicture {
    columns = List.copyOf(columns);
    holes = List.copyOf(holes);
    dots = List.copyOf(dots);
    lines = List.copyOf(lines);
    clashes = List.copyOf(clashes);
  }

  /// Lays the picture out.
  ///
  /// @param height what it should be high; it becomes higher where labels need it
  public static AddressPicture of(
      List<AddressColumn> columns, AddressTrail trail, Scale scale, double width, double height) {
    var axis = new ElasticAxis(ranges(columns, trail), scale, HEAD, height - HEAD - FOOT);
    double step = (width - 2 * SIDE) / Math.max(1, columns.size());
    double columnWidth = Math.min(MOST_WIDTH, step * 0.62);
    double gap =
        columns.size() < 2
            ? 0
            : Math.min(columnWidth * 2.3, (width - 2 * SIDE - columnWidth) / (columns.size() - 1));
    List<Column> placed = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      double x = SIDE + at * gap;
      placed.add(
          new Column(
              columns.get(at), x, columnWidth, blocks(columns.get(at), axis, x, columnWidth)));
    }
    List<Dot> dots =
        trail.points().stream().map(point -> dot(point, placed.get(point.column()), axis)).toList();
    return new AddressPicture(
        axis.bottom() + FOOT,
        placed,
        axis.holes(),
        dots,
        lines(dots),
        warnings(trail, placed, axis));
  }

  /// What the axis has to have room for; an address outside all ranges gets a page of its own.
  private static List<List<AddressRange>> ranges(List<AddressColumn> columns, AddressTrail trail) {
    List<List<AddressRange>> all = new ArrayList<>();
    for (AddressColumn column : columns) {
      all.add(column.spans().stream().map(Span::range).toList());
    }
    trail.points().stream()
        .filter(point -> columns.get(point.column()).at(point.address().value()).isEmpty())
        .map(point -> AddressRange.ofSize(point.address().value() & -4096L, 4096))
        .forEach(page -> all.add(List.of(page)));
    return all;
  }

  private static List<Block> blocks(
      AddressColumn column, ElasticAxis axis, double x, double width) {
    List<Block> blocks = new ArrayList<>();
    List<Span> larger = new ArrayList<>();
    for (Span span : column.spans()) {
      int depth = (int) larger.stream().filter(it -> it.range().contains(span.range())).count();
      int rank =
          (int) larger.stream().filter(it -> it.range().first() == span.range().first()).count();
      double top = axis.top(span.range(), rank);
      double bottom = Math.max(top + 1.5, axis.bottom(span.range()));
      double inset = Math.min(depth, 3) * INSET;
      blocks.add(
          new Block(
              span, x + inset, top, width - inset, bottom - top, room(column, axis, span, top)));
      larger.add(span);
    }
    return blocks;
  }

  /// Until the next span begins.
  private static boolean room(AddressColumn column, ElasticAxis axis, Span span, double top) {
    double next =
        column.spans().stream()
            .filter(it -> span.range().contains(it.range()) && !it.equals(span))
            .mapToDouble(it -> axis.top(it.range(), 1))
            .filter(y -> y > top)
            .min()
            .orElse(axis.bottom(span.range()));
    return Math.min(next, axis.bottom(span.range())) - top >= ElasticAxis.LABEL - 2;
  }

  private static Dot dot(Point point, Column column, ElasticAxis axis) {
    return new Dot(point, column.x(), column.x() + column.width(), axis.y(point.address().value()));
  }

  private static List<Line> lines(List<Dot> dots) {
    List<Line> lines = new ArrayList<>();
    for (int at = 1; at < dots.size(); at++) {
      Dot from = dots.get(at - 1);
      Dot to = dots.get(at);
      lines.add(
          new Line(
              from.right(),
              from.y(),
              to.left(),
              to.y(),
              AddressTrail.offset(from.point().address(), to.point().address()),
              from.point().isReached() && to.point().isReached()));
    }
    return lines;
  }

  private static List<Warning> warnings(
      AddressTrail trail, List<Column> columns, ElasticAxis axis) {
    return trail.clashes().stream()
        .map(clash -> {
          Column column = columns.get(clash.column());
          return new Warning(clash, column.x(), axis.y(clash.number()), column.width());
        })
        .toList();
  }

  /// Every block, column by column, from the top down.
  public List<Block> blocks() {
    return columns.stream()
        .flatMap(column -> column.blocks().stream().sorted(Comparator.comparing(Block::y)))
        .toList();
  }

  /// The smallest block at a point.
  public Optional<Block> blockAt(double x, double y) {
    return columns.stream()
        .flatMap(column -> column.blocks().stream())
        .filter(block -> block.holds(x, y))
        .reduce((_, later) -> later);
  }

  /// The picture in sentences, for those who do not see it.
  public String inWords() {
    Stream<String> where =
        dots.stream()
            .map(dot ->
                "%s %s%s"
                    .formatted(
                        columns.get(dot.point().column()).told().title(),
                        Hex.grouped(dot.point().address().value()),
                        dot.point().isCurrent() ? " (now)" : ""));
    Stream<String> warned = clashes.stream().map(it -> it.clash().sentence());
    return String.join(", ", Stream.concat(where, warned).toList());
  }
}
