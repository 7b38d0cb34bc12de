package io.peerscope.app.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes pixels to a file.
@FunctionalInterface
public interface PictureFile {

  /// Writes a new file, or over an old one.
  ///
  /// @param width in pixels
  /// @param strips all pixels from the top, `0xaarrggbb`, each some whole rows
  /// @throws IOException when the file cannot be written
  void write(Path file, int width, List<int[]> strips) throws IOException;
}
