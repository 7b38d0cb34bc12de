package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.SvgWriter;
import io.peerscope.app.canvas.drawing.Tone;

/// A page that holds the picture of a machine and needs nothing beside it.
final class HtmlPage {

  private HtmlPage() {}

  static String write(Palette palette, String title, String svg) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>%s</title>
    <style>
    body{margin:24px;font:14px system-ui,sans-serif;background:%s;color:%s}
    svg{max-width:100%%;height:auto}
    </style>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(SvgWriter.escape(title), palette.of(Tone.CANVAS), palette.of(Tone.TEXT), svg);
  }
}
