package io.peerscope.app.matrix;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.cli.MatrixFile;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows and columns that are shown, as a file that the command line writes too.
enum MatrixExport {
  TSV("Lines for scripts (TSV)", MatrixFile.TSV),
  JSON("JSON", MatrixFile.JSON),
  HTML("A page for people (HTML)", MatrixFile.HTML),
  SVG("A picture (SVG)", MatrixFile.SVG);

  private final String label;
  private final MatrixFile file;

  MatrixExport(String label, MatrixFile file) {
    this.label = label;
    this.file = file;
  }

  String label() {
    return label;
  }

  String ending() {
    return file.ending();
  }

  /// @param source what the machine is called
  void write(MatrixScene scene, String source, Path to) throws IOException {
    file.write(
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
