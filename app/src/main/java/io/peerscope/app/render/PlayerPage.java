package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Film;
import io.peerscope.app.canvas.drawing.Mark;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.app.canvas.drawing.SvgWriter;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.trace.Trace;
import io.peerscope.engine.trace.TraceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A page on which one steps a DMA in a browser: picture, packet, verdict, events, all in one file.
///
/// It needs no network and may use none: its policy allows nothing but the one script and the one
/// style sheet in it, by their digests (Content Security Policy Level 3, hash sources).
final class PlayerPage {

  private static final double COMFORTABLE_WIDTH = 1500;
  private static final double COMFORTABLE_HEIGHT = 820;

  private final Film film;
  private final Trace trace;
  private final Provenance provenance;
  private final Optional<Palette> theme;
  private final StringBuilder out = new StringBuilder(1 << 16);

  /// @param theme empty where the page follows the system
  PlayerPage(Film film, Trace trace, Provenance provenance, Optional<Palette> theme) {
    this.film = film;
    this.trace = trace;
    this.provenance = provenance;
    this.theme = theme;
  }

  String write() {
    String script = resource("player.js");
    String style = colours() + SvgWriter.textStyles() + "\n" + resource("player.css");
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("script-src '")
        .append(digest(script))
        .append("'; style-src '")
        .append(digest(style))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"referrer\" content=\"no-referrer\">\n");
    element("title", provenance.title() + " – " + VerdictKind.titleOf(film.verdict()));
    out.append("\n<style>").append(style).append("</style>\n</head>\n<body>\n<main>\n");
    head();
    stage();
    new PlayerSide(out, trace).write();
    time();
    new PlayerEvents(out, trace).write();
    out.append("</main>\n");
    foot();
    data("trace", new String(TraceWriter.write(trace), StandardCharsets.UTF_8));
    data("film", filmData());
    out.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
    return out.toString();
  }

  private String colours() {
    String light = variables(theme.orElse(Palette.LIGHT));
    String scheme = theme.map(it -> it.name().toLowerCase(Locale.ROOT)).orElse("light dark");
    String dark =
        theme.isPresent()
            ? ""
            : "@media (prefers-color-scheme: dark){:root{" + variables(Palette.DARK) + "}}\n";
    return ":root{color-scheme:%s;%s}\n%s".formatted(scheme, light, dark);
  }

  private String variables(Palette palette) {
    var text = new StringBuilder();
    for (Tone tone : Tone.values()) {
      text.append(SvgWriter.variable(tone)).append(':').append(palette.of(tone)).append(';');
    }
    return text + "--verdict:" + palette.of(film.tone());
  }

  private void head() {
    out.append("<header>\n");
    svg("0 0 24 24", film.sign(), "sign");
    out.append("<div>");
    element("h1", VerdictKind.titleOf(film.verdict()));
    out.append("<p id=\"summary\">")
        .append(escape(trace.summary()))
        .append("</p></div>\n</header>\n");
  }

  private void svg(String viewBox, List<Mark> marks, String name) {
    out.append("<svg viewBox=\"").append(viewBox).append("\" aria-hidden=\"true\">");
    out.append(SvgWriter.elements(marks, name)).append("</svg>\n");
  }

  private void stage() {
    out.append("<div id=\"stage\">\n<svg id=\"picture\" role=\"img\" aria-label=\"")
        .append(escape("The way of the DMA through " + provenance.title()))
        .append("\" viewBox=\"")
        .append(spell(film.window(), " "))
        .append("\">\n<g id=\"ground\">\n")
        .append(SvgWriter.elements(film.ground(), "ground"))
        .append("</g>\n");
    for (int step = 0; step < film.steps(); step++) {
      boolean isLast = step == film.steps() - 1;
      out.append("<g class=\"frame\" display=\"")
          .append(isLast ? "inline" : "none")
          .append("\">\n")
          .append(SvgWriter.elements(film.frame(step, 1), "frame" + step + "-"))
          .append("</g>\n");
    }
    out.append("<polyline id=\"trail\" display=\"none\" stroke=\"var(--verdict)\"")
        .append(" stroke-width=\"3.5\"/>\n")
        .append("<circle id=\"packet\" display=\"none\" r=\"7\" fill=\"var(--verdict)\"")
        .append(" stroke=\"var(--canvas)\" stroke-width=\"2\"/>\n</svg>\n</div>\n");
  }

  private void time() {
    out.append("<div id=\"time\">\n<div id=\"buttons\">\n");
    button("first", "First step  (Home)", "M1 1h2v12H1zM13 1v12L4 7z", "");
    button("previous", "Previous step  (, or ←)", "M11 1v12L2 7z", "");
    button("play", "Play  (Space)", "M3 1l10 6-10 6z", " id=\"playing\"");
    button("next", "Next step  (. or →)", "M3 1l9 6-9 6z", "");
    button("end", "Last step  (End)", "M11 1h2v12h-2zM1 1l9 6-9 6z", "");
    out.append(
            "<button id=\"fit\" title=\"Path, or whole machine  (P, F)\">Path</button>\n</div>\n")
        .append("<div id=\"scrubber\" role=\"slider\" tabindex=\"0\" aria-label=\"Step\"")
        .append(" aria-valuemin=\"1\" aria-valuenow=\"1\"></div>\n")
        .append("<p id=\"now\" aria-live=\"polite\"><b id=\"count\"></b>")
        .append("<span id=\"event\"></span><span id=\"address\"></span>")
        .append("<span id=\"decision\"></span></p>\n</div>\n");
  }

  private void button(String id, String title, String path, String pathAttribute) {
    String name = title.substring(0, title.indexOf("  "));
    out.append("<button id=\"%s\" title=\"%s\" aria-label=\"%s\">".formatted(id, title, name))
        .append(
            "<svg viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path%s d=\"%s\"/></svg></button>\n"
                .formatted(pathAttribute, path));
  }

  private void foot() {
    out.append("<footer>\n<div class=\"lines\">");
    int number = 0;
    for (Film.Line line : Film.legend()) {
      out.append("<span>");
      svg("0 0 72 24", line.marks(), "line" + number++ + "-");
      out.append(escape(line.words())).append("</span>");
    }
    out.append("</div>\n<div id=\"keys\"><kbd>Space</kbd> play, pause · <kbd>.</kbd> <kbd>→</kbd> ")
        .append("next · <kbd>,</kbd> <kbd>←</kbd> previous · <kbd>Home</kbd> <kbd>End</kbd> ")
        .append("first, last · <kbd>P</kbd> path · <kbd>F</kbd> whole machine</div>\n<div>")
        .append("Line thickness: bandwidth of the link · ACS: the port sends peer requests ")
        .append("upstream · ×n: n functions as one · IO: soft-IOMMU translator · addresses: ")
        .append("<b class=\"bus\">bus</b> <b class=\"iova\">iova</b> ")
        .append("<b class=\"physical\">phys</b></div>\n<div>")
        .append(escape(provenance.line()))
        .append("</div>\n");
    provenance
        .removedLine()
        .ifPresent(removed ->
            out.append("<div id=\"removed\">").append(escape(removed)).append("</div>\n"));
    out.append("</footer>\n");
  }

  private String filmData() {
    List<String> legs = new ArrayList<>();
    List<String> moves = new ArrayList<>();
    for (int step = 0; step < film.steps(); step++) {
      legs.add(
          film.leg(step).stream()
              .map(PlayerPage::spell)
              .collect(Collectors.joining(",", "[", "]")));
      moves.add(String.valueOf(film.moves(step)));
    }
    Box whole = film.window();
    boolean isLarge = whole.width() > COMFORTABLE_WIDTH || whole.height() > COMFORTABLE_HEIGHT;
    return "{\"legs\":[%s],\n\"moves\":[%s],\n\"whole\":[%s],\"way\":[%s],\"large\":%s}"
        .formatted(
            String.join(",", legs),
            String.join(",", moves),
            spell(whole, ","),
            spell(film.way(), ","),
            isLarge);
  }

  private static String spell(Point point) {
    return "[%s,%s]".formatted(number(point.x()), number(point.y()));
  }

  private static String spell(Box box, String between) {
    return String.join(
        between, number(box.x()), number(box.y()), number(box.width()), number(box.height()));
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 100) / 100.0);
  }

  /// A script may not hold its own end; JSON spells it otherwise.
  private void data(String id, String json) {
    out.append("<script type=\"application/json\" id=\"")
        .append(id)
        .append("\">")
        .append(json.replace("<", "\\u003c"))
        .append("</script>\n");
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(escape(text));
    out.append("</").append(name).append('>');
  }

  static String escape(String text) {
    return SvgWriter.escape(text);
  }

  private static String digest(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(PlayerPage.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
