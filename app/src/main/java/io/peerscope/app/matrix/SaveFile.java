package io.peerscope.app.matrix;

import java.nio.file.Path;
import java.util.Optional;

/// Asks where to save; empty when the user thought better of it.
@FunctionalInterface
public interface SaveFile {

  /// Asks once.
  ///
  /// @param title of the dialog
  /// @param name to begin with
  /// @param ending of the file, e.g. `.tsv`
  Optional<Path> ask(String title, String name, String ending);
}
