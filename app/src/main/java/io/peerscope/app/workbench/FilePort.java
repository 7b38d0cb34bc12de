package io.peerscope.app.workbench;

import java.nio.file.Path;
import java.util.List;

/// Asks the user for files.
public interface FilePort {

  /// The chosen files; none when the user thought better of it.
  List<Path> chooseFiles();
}
