package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.app.canvas.drawing.SvgWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;

/// Renders one sheet as SVG, PNG or a page.
public final class PictureRenderer {

  private final Sheet sheet;
  private final Palette palette;
  private final double width;

  /// @param width width in pixels; empty for the natural one
  public PictureRenderer(Sheet sheet, Palette palette, OptionalInt width) {
    this.sheet = sheet;
    this.palette = palette;
    this.width = width.isPresent() ? width.getAsInt() : sheet.size().width();
  }

  /// The picture as an SVG document; needs no toolkit.
  public String svg() {
    return SvgWriter.write(sheet.marks(), palette, sheet.size(), width, sheet.title());
  }

  /// A page with the picture; needs nothing beside it.
  public String html() {
    return HtmlPage.write(palette, sheet.title(), svg());
  }

  /// Writes the picture as PNG; starts JavaFX where it does not run yet.
  ///
  /// @throws PictureTooLarge when it has more pixels than can be painted
  public void writePng(OutputStream out) throws IOException, PictureTooLarge {
    new PngPicture(sheet, palette, width).writeTo(out);
  }
}
