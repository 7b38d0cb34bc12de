package io.peerscope.app.matrix;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.cli.MatrixFile;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The rows and columns that are shown, as a file; all but the picture of pixels are written by the
/// command line too.
enum MatrixExport {
  TSV("Lines for scripts (TSV)", ".tsv", Optional.of(MatrixFile.TSV)),
  JSON("JSON", ".json", Optional.of(MatrixFile.JSON)),
  HTML("A page for people (HTML)", ".html", Optional.of(MatrixFile.HTML)),
  SVG("A picture (SVG)", ".svg", Optional.of(MatrixFile.SVG)),
  PNG("A picture (PNG)", ".png", Optional.empty());

  private final String label;
  private final String ending;
  private final Optional<MatrixFile> file;

  MatrixExport(String label, String ending, Optional<MatrixFile> file) {
    this.label = label;
    this.ending = ending;
    this.file = file;
  }

  String label() {
    return label;
  }

  String ending() {
    return ending;
  }

  /// @param picture how it looks as pixels
  /// @param source what the machine is called
  /// @param pixels where pixels go
  void write(
      MatrixScene scene, Supplier<MatrixPng> picture, String source, PictureFile pixels, Path to)
      throws IOException {
    if (file.isEmpty()) {
      MatrixPng made = picture.get();
      pixels.write(to, made.width(), made.strips());
      return;
    }
    file.get()
        .write(
            new MatrixFile.Part(matrix(scene), addresses(scene.columns()), addresses(scene.rows())),
            source,
            to);
  }

  private static P2pMatrix matrix(MatrixScene scene) {
    return scene.judged().matrix();
  }

  private static Set<PciAddress> addresses(MatrixAxis axis) {
    return axis.shown().stream().map(Endpoint::address).collect(Collectors.toSet());
  }
}
