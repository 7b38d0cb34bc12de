package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Film;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.trace.BugReport;
import io.peerscope.engine.trace.Trace;
import io.peerscope.engine.trace.TraceWriter;
import io.peerscope.engine.trace.Traces;
import io.peerscope.engine.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// A machine and perhaps a DMA, to be given away in one format or another.
///
/// @param platform the machine as it is shown; already without what is not to be given away
/// @param verdict the verdict on the DMA, on that same machine
/// @param look how it is drawn
public record Export(
    Platform platform,
    Optional<Verdict> verdict,
    TranslatorPlacement translators,
    Provenance provenance,
    Look look) {

  /// How an export is drawn.
  ///
  /// @param theme empty for light, and for pages that follow the system
  /// @param width in pixels; empty for the natural one
  /// @param scale times the natural width, where no width is given
  /// @param labels which words stand in the picture
  public record Look(Optional<Palette> theme, OptionalInt width, int scale, Labels labels) {

    /// As the picture is.
    public static Look natural() {
      return new Look(Optional.empty(), OptionalInt.empty(), 1, Labels.ALL);
    }
  }

  /// The whole file; needs JavaFX for PNG and APNG, and starts it where it does not run.
  ///
  /// @param cancelled asked now and then: what is returned afterwards is of no use
  /// @throws PictureTooLarge when it has more pixels than can be painted
  /// @throws IllegalArgumentException when the format tells of a DMA and there is none
  public byte[] write(ExportFormat format, BooleanSupplier cancelled)
      throws IOException, PictureTooLarge {
    var bytes = new ByteArrayOutputStream();
    switch (format) {
      case SVG -> bytes.writeBytes(utf8(picture().svg()));
      case PNG -> picture().writePng(bytes);
      case HTML -> bytes.writeBytes(utf8(page()));
      case APNG ->
          new AnimatedPicture(film(), provenance, palette(), look.scale())
              .writeTo(bytes, cancelled);
      case JSON -> bytes.writeBytes(TraceWriter.write(trace()));
      case TEXT -> bytes.writeBytes(utf8(BugReport.of(trace())));
    }
    return bytes.toByteArray();
  }

  /// The trace of the DMA.
  public Trace trace() {
    return Traces.of(needVerdict(), platform).without(provenance.removed());
  }

  private String page() {
    return verdict.isPresent()
        ? new PlayerPage(film(), trace(), provenance, look.theme()).write()
        : picture().html();
  }

  private Film film() {
    return Film.of(platform, needVerdict(), translators, look.labels());
  }

  private Verdict needVerdict() {
    return verdict.orElseThrow(() -> new IllegalArgumentException("there is no DMA"));
  }

  private Palette palette() {
    return look.theme().orElse(Palette.LIGHT);
  }

  private PictureRenderer picture() {
    Sheet sheet = Sheet.of(platform, verdict, translators, provenance, look.labels());
    OptionalInt width =
        look.width().isPresent() || look.scale() == 1
            ? look.width()
            : OptionalInt.of((int) Math.ceil(sheet.size().width() * look.scale()));
    return new PictureRenderer(sheet, palette(), width);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
