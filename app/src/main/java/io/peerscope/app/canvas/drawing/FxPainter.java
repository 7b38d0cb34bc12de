package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.theme.Fonts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Paints marks on a JavaFX canvas, edges snapped to whole device pixels.
public final class FxPainter {

  private static final Map<Type, Map<Double, Font>> FONTS = new EnumMap<>(Type.class);

  private final GraphicsContext gc;
  private final Map<Tone, Color> colours = new EnumMap<>(Tone.class);
  private final double scale;
  private final double left;
  private final double top;
  private final double pixel;

  /// @param scale pixels of the canvas per pixel of the picture
  /// @param left where on the canvas x = 0 of the picture is
  /// @param top where on the canvas y = 0 of the picture is
  /// @param outputScale device pixels per pixel of the canvas
  public FxPainter(
      GraphicsContext gc,
      Palette palette,
      double scale,
      double left,
      double top,
      double outputScale) {
    this.gc = gc;
    this.scale = scale;
    this.left = left;
    this.top = top;
    this.pixel = 1 / outputScale;
    for (Tone tone : Tone.values()) {
      Rgb rgb = palette.of(tone);
      colours.put(tone, Color.rgb(rgb.red(), rgb.green(), rgb.blue()));
    }
    gc.setLineJoin(StrokeLineJoin.ROUND);
    gc.setTextBaseline(VPos.BASELINE);
  }

  public void paint(List<Mark> marks) {
    marks.forEach(this::paint);
  }

  private void paint(Mark mark) {
    switch (mark) {
      case Mark.Rectangle rectangle -> paintRectangle(rectangle);
      case Mark.Line line -> paintLine(line);
      case Mark.Polygon polygon -> paintPolygon(polygon);
      case Mark.Disc disc -> paintDisc(disc);
      case Mark.Hatching hatching -> paintHatching(hatching);
      case Mark.Words words -> paintWords(words);
      case Mark.Sign sign -> paintSign(sign);
    }
  }

  private double x(double value) {
    return snap(value * scale + left);
  }

  private double y(double value) {
    return snap(value * scale + top);
  }

  private double snap(double value) {
    return Math.round(value / pixel) * pixel;
  }

  /// Half a pixel for lines of an odd number of device pixels, so that their edges are sharp.
  private double half(double width) {
    return Math.round(width / pixel) % 2 == 1 ? pixel / 2 : 0;
  }

  private Color colour(Tone tone) {
    return colours.getOrDefault(tone, Color.MAGENTA);
  }

  private double setStroke(Stroke stroke, Tone tone) {
    double width = Math.max(pixel, stroke.width() * scale);
    gc.setStroke(colour(tone));
    gc.setLineWidth(width);
    boolean dots = !stroke.dashes().isEmpty() && stroke.dashes().getFirst() < 2;
    gc.setLineCap(dots ? StrokeLineCap.ROUND : StrokeLineCap.BUTT);
    gc.setLineDashes(stroke.dashes().stream().mapToDouble(dash -> dash * scale).toArray());
    return width;
  }

  private void paintRectangle(Mark.Rectangle mark) {
    Box box = mark.box();
    double x = x(box.x());
    double y = y(box.y());
    double width = x(box.right()) - x;
    double height = y(box.bottom()) - y;
    double arc = 2 * mark.radius() * scale;
    mark.fill()
        .ifPresent(fill -> {
          gc.setFill(colour(fill));
          if (arc < 2) {
            gc.fillRect(x, y, width, height);
          } else {
            gc.fillRoundRect(x, y, width, height, arc, arc);
          }
        });
    mark.line()
        .ifPresent(line -> {
          double half = half(setStroke(mark.stroke(), line));
          if (arc < 2) {
            gc.strokeRect(x + half, y + half, width - 2 * half, height - 2 * half);
          } else {
            gc.strokeRoundRect(x + half, y + half, width - 2 * half, height - 2 * half, arc, arc);
          }
        });
  }

  private void paintLine(Mark.Line mark) {
    double half = half(setStroke(mark.stroke(), mark.tone()));
    int count = mark.points().size();
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int i = 0; i < count; i++) {
      xs[i] = x(mark.points().get(i).x()) + half;
      ys[i] = y(mark.points().get(i).y()) + half;
    }
    gc.strokePolyline(xs, ys, count);
  }

  private void paintPolygon(Mark.Polygon mark) {
    int count = mark.points().size();
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int i = 0; i < count; i++) {
      xs[i] = mark.points().get(i).x() * scale + left;
      ys[i] = mark.points().get(i).y() * scale + top;
    }
    mark.fill()
        .ifPresent(fill -> {
          gc.setFill(colour(fill));
          gc.fillPolygon(xs, ys, count);
        });
    mark.line()
        .ifPresent(line -> {
          setStroke(mark.stroke(), line);
          gc.strokePolygon(xs, ys, count);
        });
  }

  private void paintDisc(Mark.Disc mark) {
    Point center = mark.center();
    double radius = mark.radius() * scale;
    double x = center.x() * scale + left - radius;
    double y = center.y() * scale + top - radius;
    mark.fill()
        .ifPresent(fill -> {
          gc.setFill(colour(fill));
          gc.fillOval(x, y, 2 * radius, 2 * radius);
        });
    mark.line()
        .ifPresent(line -> {
          setStroke(mark.stroke(), line);
          gc.strokeOval(x, y, 2 * radius, 2 * radius);
        });
  }

  private void paintHatching(Mark.Hatching mark) {
    Box box = mark.box();
    gc.save();
    gc.beginPath();
    gc.rect(x(box.x()), y(box.y()), box.width() * scale, box.height() * scale);
    gc.clip();
    gc.setFill(colour(mark.fill()));
    gc.fillRect(x(box.x()), y(box.y()), box.width() * scale, box.height() * scale);
    setStroke(Stroke.solid(Hatch.WIDTH), mark.stripes());
    for (List<Point> stripe : Hatch.stripes(box)) {
      Point from = stripe.getFirst();
      Point to = stripe.getLast();
      gc.strokeLine(
          from.x() * scale + left,
          from.y() * scale + top,
          to.x() * scale + left,
          to.y() * scale + top);
    }
    gc.restore();
  }

  private void paintWords(Mark.Words mark) {
    gc.setFont(font(mark.type(), mark.type().size() * scale));
    gc.setFill(colour(mark.tone()));
    gc.setTextAlign(
        switch (mark.align()) {
          case LEFT -> TextAlignment.LEFT;
          case MIDDLE -> TextAlignment.CENTER;
          case RIGHT -> TextAlignment.RIGHT;
        });
    double x = mark.at().x() * scale + left;
    double y = mark.at().y() * scale + top;
    if (mark.upwards()) {
      gc.save();
      gc.translate(x, y);
      gc.rotate(-90);
      gc.fillText(mark.text(), 0, 0);
      gc.restore();
      return;
    }
    gc.fillText(mark.text(), mark.align() == Mark.Align.LEFT ? snap(x) : x, snap(y));
  }

  private void paintSign(Mark.Sign mark) {
    double size = mark.size() / 16 * scale;
    gc.save();
    gc.translate(x(mark.at().x()), y(mark.at().y()));
    gc.scale(size, size);
    gc.setStroke(colour(mark.tone()));
    gc.setLineWidth(1.5);
    gc.setLineDashes();
    gc.setLineCap(StrokeLineCap.ROUND);
    gc.beginPath();
    gc.appendSVGPath(mark.icon().path());
    gc.stroke();
    gc.restore();
  }

  private static Font font(Type type, double size) {
    double rounded = Math.round(size * 4) / 4.0;
    return FONTS
        .computeIfAbsent(type, _ -> new java.util.HashMap<>())
        .computeIfAbsent(rounded, key -> makeFont(type, key));
  }

  private static Font makeFont(Type type, double size) {
    String family = type.mono() ? Fonts.mono() : Fonts.prose();
    return Font.font(family, type.bold() ? FontWeight.BOLD : FontWeight.NORMAL, size);
  }
}
