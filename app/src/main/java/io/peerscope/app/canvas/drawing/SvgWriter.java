package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes marks as SVG: text stays text, and the same marks give the same bytes anywhere.
public final class SvgWriter {

  private static final String SANS =
      "Inter,'Segoe UI','Noto Sans','DejaVu Sans','Helvetica Neue',Arial,sans-serif";
  private static final String MONO = "'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace";

  private static final Map<Type, String> CLASS_NAMES = classNames();

  private final Map<Tone, String> colours;
  private final String clipNames;
  private final StringBuilder out = new StringBuilder(1 << 14);
  private int clips;

  private SvgWriter(Map<Tone, String> colours, String clipNames) {
    this.colours = colours;
    this.clipNames = clipNames;
  }

  private static Map<Tone, String> coloursOf(Palette palette) {
    Map<Tone, String> colours = new EnumMap<>(Tone.class);
    for (Tone tone : Tone.values()) {
      colours.put(tone, palette.of(tone).toString());
    }
    return colours;
  }

  /// Elements for inside of an SVG on a page, whose style sheet gives each tone a colour in a
  /// variable of its name, such as `--client-fill`.
  ///
  /// @param name tells names inside of it apart from those of other parts of the page
  public static String elements(List<Mark> marks, String name) {
    Map<Tone, String> colours = new EnumMap<>(Tone.class);
    for (Tone tone : Tone.values()) {
      colours.put(tone, "var(" + variable(tone) + ")");
    }
    var writer = new SvgWriter(colours, name);
    marks.forEach(writer::write);
    return writer.out.toString();
  }

  /// What a style sheet calls the colour of a tone.
  public static String variable(Tone tone) {
    return "--" + tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The style rules for the text of [#elements].
  public static String textStyles() {
    var writer = new SvgWriter(Map.of(), "");
    writer.styleRules();
    return writer.out.toString();
  }

  /// A whole SVG document.
  ///
  /// @param size the part of the picture that is written
  /// @param width width in pixels that it claims; the height follows
  /// @param title what a screen reader says
  public static String write(
      List<Mark> marks, Palette palette, Box size, double width, String title) {
    return new SvgWriter(coloursOf(palette), "clip").document(marks, size, width, title);
  }

  private String document(List<Mark> marks, Box size, double width, String title) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(number(width))
        .append("\" height=\"")
        .append(number(width / size.width() * size.height()))
        .append("\" viewBox=\"")
        .append(number(size.x()))
        .append(' ')
        .append(number(size.y()))
        .append(' ')
        .append(number(size.width()))
        .append(' ')
        .append(number(size.height()))
        .append("\" role=\"img\">\n<title>")
        .append(escape(title))
        .append("</title>\n");
    styles();
    out.append("<rect");
    box(size);
    attribute("fill", colour(Tone.CANVAS));
    out.append("/>\n");
    marks.forEach(this::write);
    return out.append("</svg>\n").toString();
  }

  private void styles() {
    out.append("<style>");
    styleRules();
    out.append("</style>\n");
  }

  private void styleRules() {
    for (Type type : Type.values()) {
      out.append('.')
          .append(className(type))
          .append("{font:")
          .append(type.bold() ? "600 " : "400 ")
          .append(number(type.size()))
          .append("px ")
          .append(type.mono() ? MONO : SANS)
          .append('}');
    }
    out.append(".m{text-anchor:middle}.r{text-anchor:end}");
    out.append("text{white-space:pre}polyline{fill:none;stroke-linejoin:round}");
  }

  private static String className(Type type) {
    return CLASS_NAMES.getOrDefault(type, "");
  }

  private static Map<Type, String> classNames() {
    Map<Type, String> names = new EnumMap<>(Type.class);
    for (Type type : Type.values()) {
      names.put(type, spelled(type));
    }
    return names;
  }

  private static String spelled(Type type) {
    return "t-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void write(Mark mark) {
    switch (mark) {
      case Mark.Rectangle rectangle -> writeRectangle(rectangle);
      case Mark.Line line -> writeLine(line);
      case Mark.Polygon polygon -> writePolygon(polygon);
      case Mark.Disc disc -> writeDisc(disc);
      case Mark.Hatching hatching -> writeHatching(hatching);
      case Mark.Words words -> writeWords(words);
      case Mark.Sign sign -> writeSign(sign);
    }
  }

  private void writeRectangle(Mark.Rectangle mark) {
    out.append("<rect");
    box(mark.box());
    if (mark.radius() > 0) {
      attribute("rx", mark.radius());
    }
    surface(mark.fill(), mark.line(), mark.stroke());
    out.append("/>\n");
  }

  private void writeLine(Mark.Line mark) {
    out.append("<polyline");
    attribute("points", points(mark.points()));
    stroke(mark.tone(), mark.stroke());
    out.append("/>\n");
  }

  private void writePolygon(Mark.Polygon mark) {
    out.append("<polygon");
    attribute("points", points(mark.points()));
    surface(mark.fill(), mark.line(), mark.stroke());
    out.append("/>\n");
  }

  private void writeDisc(Mark.Disc mark) {
    out.append("<circle");
    attribute("cx", mark.center().x());
    attribute("cy", mark.center().y());
    attribute("r", mark.radius());
    surface(mark.fill(), mark.line(), mark.stroke());
    out.append("/>\n");
  }

  private void writeHatching(Mark.Hatching mark) {
    String clip = clipNames + ++clips;
    out.append("<clipPath");
    attribute("id", clip);
    out.append("><rect");
    box(mark.box());
    out.append("/></clipPath>\n<g");
    attribute("clip-path", "url(#" + clip + ")");
    out.append("><rect");
    box(mark.box());
    attribute("fill", colour(mark.fill()));
    out.append("/>");
    for (List<Point> stripe : Hatch.stripes(mark.box())) {
      out.append("<polyline");
      attribute("points", points(stripe));
      stroke(mark.stripes(), Stroke.solid(Hatch.WIDTH));
      out.append("/>");
    }
    out.append("</g>\n");
  }

  private void writeWords(Mark.Words mark) {
    out.append("<text");
    String align =
        switch (mark.align()) {
          case LEFT -> "";
          case MIDDLE -> " m";
          case RIGHT -> " r";
        };
    attribute("class", className(mark.type()) + align);
    if (mark.upwards()) {
      attribute(
          "transform",
          "translate(" + number(mark.at().x()) + " " + number(mark.at().y()) + ") rotate(-90)");
    } else {
      attribute("x", mark.at().x());
      attribute("y", mark.at().y());
    }
    attribute("fill", colour(mark.tone()));
    out.append('>').append(escape(mark.text())).append("</text>\n");
  }

  private void writeSign(Mark.Sign mark) {
    out.append("<path");
    attribute(
        "transform",
        "translate("
            + number(mark.at().x())
            + " "
            + number(mark.at().y())
            + ") scale("
            + number(mark.size() / 16)
            + ")");
    attribute("d", mark.icon().path());
    attribute("fill", "none");
    attribute("stroke", colour(mark.tone()));
    attribute("stroke-width", "1.5");
    attribute("stroke-linecap", "round");
    attribute("stroke-linejoin", "round");
    out.append("/>\n");
  }

  private void box(Box box) {
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
  }

  private void surface(Optional<Tone> fill, Optional<Tone> line, Stroke stroke) {
    attribute("fill", fill.map(this::colour).orElse("none"));
    line.ifPresent(tone -> stroke(tone, stroke));
  }

  private void stroke(Tone tone, Stroke stroke) {
    attribute("stroke", colour(tone));
    attribute("stroke-width", stroke.width());
    if (!stroke.dashes().isEmpty()) {
      var dashes = new StringBuilder();
      stroke.dashes().forEach(dash -> dashes.append(' ').append(number(dash)));
      attribute("stroke-dasharray", dashes.substring(1));
      if (stroke.dashes().getFirst() < 2) {
        attribute("stroke-linecap", "round");
      }
    }
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(value).append('"');
  }

  private String colour(Tone tone) {
    return colours.getOrDefault(tone, "");
  }

  private void attribute(String name, double value) {
    out.append(' ').append(name).append("=\"");
    append(out, value);
    out.append('"');
  }

  private static String points(List<Point> points) {
    var text = new StringBuilder(16 * points.size());
    for (Point point : points) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      append(text, point.x());
      text.append(',');
      append(text, point.y());
    }
    return text.toString();
  }

  private static String number(double value) {
    var text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  /// At most two decimals, no locale, no exponent.
  private static void append(StringBuilder text, double value) {
    long hundredths = Math.round(value * 100);
    long rest = Math.abs(hundredths) % 100;
    if (hundredths < 0) {
      text.append('-');
    }
    text.append(Math.abs(hundredths) / 100);
    if (rest != 0) {
      text.append('.').append(rest / 10);
      if (rest % 10 != 0) {
        text.append(rest % 10);
      }
    }
  }

  /// Text for XML; characters that XML 1.0 cannot hold become U+FFFD.
  public static String escape(String text) {
    if (isPlain(text)) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> safe.append(escaped(c)));
    return safe.toString();
  }

  /// Most texts need nothing, and a picture has very many.
  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c >= 0xd800 || c == '<' || c == '>' || c == '&' || c == '"') {
        return false;
      }
    }
    return true;
  }

  private static String escaped(int c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\t', '\n', '\r' -> " ";
      default -> isXml(c) ? Character.toString(c) : "\ufffd";
    };
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= 0x10ffff);
  }
}
