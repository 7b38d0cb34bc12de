package io.peerscope.app.matrix;

import io.peerscope.app.document.Targets;
import io.peerscope.app.matrix.MatrixAxis.Group;
import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Names beside the cells: of each row and column where there is room, and always of the host
/// bridges, and of the switches that are large enough.
final class MatrixHeaders {

  /// Cells from this pitch on have names of their own.
  static final double LEAST_NAMED = 11;

  private static final double STRIP = 17;

  /// Letters of `switch`, of a count and of the blanks between.
  private static final int BRIDGE_LETTERS = 12;

  private static final double LETTER = 6.7;
  private static final int LONGEST_KIND = 9;
  private static final double KIND_LETTER = 6.2;

  /// How high a name stands that is turned, for each unit of its length.
  private static final double TURNED = 0.85;

  private final Font mono = Font.font(Fonts.mono(), 11);
  private final Font prose = Font.font(Fonts.prose(), 10.5);
  private final GraphicsContext pen;
  private final Palette palette;
  private final double width;
  private final double height;
  private final double pitch;

  private final double left;
  private final double top;

  MatrixHeaders(
      GraphicsContext pen, Palette palette, double width, double height, MatrixLook look) {
    this.pen = pen;
    this.palette = palette;
    this.width = width;
    this.height = height;
    this.pitch = look.pitch();
    this.left = left(look.scene().rows(), pitch);
    this.top = top(look.scene().columns(), pitch);
  }

  static boolean hasNames(double pitch) {
    return pitch >= LEAST_NAMED;
  }

  /// How wide the names of the rows are.
  static double left(MatrixAxis rows, double pitch) {
    double names = rows.longestName() * LETTER + LONGEST_KIND * KIND_LETTER + 24;
    double bridges = (rows.longestName() + BRIDGE_LETTERS) * KIND_LETTER;
    return Math.rint(STRIP + (hasNames(pitch) ? STRIP + names : bridges));
  }

  /// How high the names of the columns are.
  static double top(MatrixAxis columns, double pitch) {
    double names = columns.longestName() * LETTER * TURNED + 12;
    return Math.rint(2 * STRIP + (hasNames(pitch) ? names : 4));
  }

  // --- rows

  /// @param shift position of the first pixel in sight
  /// @param lit the row under the pointer, or -1
  void rows(AxisScale rows, double shift, int lit) {
    clip(0, top, left, height - top);
    for (Group group : rows.axis().hostBridges()) {
      double from = top + rows.startOf(group.start()) - shift;
      double to = top + rows.endOf(group.end() - 1) - shift;
      if (to > top && from < height) {
        bracket(STRIP - 2, Math.max(from, top), STRIP - 2, Math.min(to, height), palette.text());
        upright(group.name(), 11, Math.max(from, top), Math.min(to, height), palette.text());
      }
    }
    for (Group group : rows.axis().bridges()) {
      double from = top + rows.startOf(group.start()) - shift;
      double to = top + rows.endOf(group.end() - 1) - shift;
      if (to > top && from < height) {
        rowBridge(group, from, to);
      }
    }
    if (hasNames(pitch)) {
      rowNames(rows, shift, lit);
    }
    pen.restore();
  }

  private void rowBridge(Group group, double from, double to) {
    if (hasNames(pitch)) {
      bracket(
          2 * STRIP - 3, Math.max(from, top), 2 * STRIP - 3, Math.min(to, height), palette.line());
      upright(group.name(), STRIP + 10, Math.max(from, top), Math.min(to, height), palette.muted());
    } else if (to - from >= 12) {
      text(prose, palette.muted(), TextAlignment.RIGHT);
      pen.fillText(
          withCount(group), left - 8, (Math.max(from, top) + Math.min(to, height)) / 2 + 4);
    }
  }

  private static String withCount(Group group) {
    return group.name() + (group.size() > 1 ? " ×" + group.size() : "");
  }

  private void rowNames(AxisScale rows, double shift, int lit) {
    int first = Math.max(0, rows.firstFrom(shift));
    for (int row = first; row < rows.size(); row++) {
      double y = top + rows.startOf(row) - shift + pitch / 2 + 3;
      if (y > height + pitch) {
        return;
      }
      Endpoint endpoint = rows.axis().at(row);
      text(mono, row == lit ? palette.accent() : palette.text(), TextAlignment.RIGHT);
      pen.fillText(Targets.shortest(endpoint.address()), left - 8, y);
      text(prose, palette.muted(), TextAlignment.RIGHT);
      pen.fillText(elide(endpoint.kind()), left - 16 - LETTER * rows.axis().longestName(), y);
    }
  }

  private static String elide(String word) {
    return word.length() <= LONGEST_KIND ? word : word.substring(0, LONGEST_KIND - 1) + "…";
  }

  /// Text that is read from below, in the middle of a stretch, where it fits.
  private void upright(String words, double x, double from, double to, Color color) {
    String fitting = fitting(words, to - from);
    if (fitting.isEmpty()) {
      return;
    }
    text(prose, color, TextAlignment.CENTER);
    pen.save();
    pen.translate(x, (from + to) / 2);
    pen.rotate(-90);
    pen.fillText(fitting, 0, 0);
    pen.restore();
  }

  /// What of the words fits: all, or the address at their end, or nothing.
  private static String fitting(String words, double room) {
    if (words.length() * LETTER * 0.86 <= room) {
      return words;
    }
    String last = words.substring(words.lastIndexOf(' ') + 1);
    return last.length() * LETTER * 0.86 <= room ? last : "";
  }

  // --- columns

  /// @param shift position of the first pixel in sight
  /// @param lit the column under the pointer, or -1
  void columns(AxisScale columns, double shift, int lit) {
    clip(left, 0, width - left, top);
    groups(columns, columns.axis().hostBridges(), shift, 11, palette.text());
    groups(columns, columns.axis().bridges(), shift, STRIP + 11, palette.muted());
    if (hasNames(pitch)) {
      columnNames(columns, shift, lit);
    }
    pen.restore();
  }

  private void groups(AxisScale columns, List<Group> groups, double shift, double y, Color color) {
    for (Group group : groups) {
      double from = Math.max(left, left + columns.startOf(group.start()) - shift);
      double to = Math.min(width, left + columns.endOf(group.end() - 1) - shift);
      if (to <= from) {
        continue;
      }
      bracket(from, y + 4, to, y + 4, color);
      String fitting = fitting(group.name(), to - from);
      if (!fitting.isEmpty()) {
        text(prose, color, TextAlignment.CENTER);
        pen.fillText(fitting, (from + to) / 2, y);
      }
    }
  }

  private void columnNames(AxisScale columns, double shift, int lit) {
    int first = Math.max(0, columns.firstFrom(shift) - 1);
    for (int column = first; column < columns.size(); column++) {
      double x = left + columns.startOf(column) - shift + pitch / 2;
      if (x > width + pitch) {
        return;
      }
      text(mono, column == lit ? palette.accent() : palette.text(), TextAlignment.LEFT);
      pen.save();
      pen.translate(x + 2, top - 6);
      pen.rotate(-58);
      pen.fillText(Targets.shortest(columns.axis().at(column).address()), 0, 0);
      pen.restore();
    }
  }

  // --- pen

  private void clip(double x, double y, double wide, double high) {
    pen.save();
    pen.beginPath();
    pen.rect(x, y, Math.max(0, wide), Math.max(0, high));
    pen.clip();
  }

  private void bracket(double x1, double y1, double x2, double y2, Color color) {
    pen.setStroke(color);
    pen.setLineWidth(1);
    double across = x1 == x2 ? 0.5 : -0.5;
    double along = y1 == y2 ? 0.5 : -0.5;
    pen.strokeLine(
        Math.rint(x1) + 0.5, Math.rint(y1) + 0.5, Math.rint(x2) + across, Math.rint(y2) + along);
  }

  private void text(Font font, Color color, TextAlignment alignment) {
    pen.setFont(font);
    pen.setFill(color);
    pen.setTextAlign(alignment);
  }
}
