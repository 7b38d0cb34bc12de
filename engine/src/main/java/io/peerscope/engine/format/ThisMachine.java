package io.peerscope.engine.format;

import io.peerscope.engine.format.sysfs.SysfsRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The machine that Peerscope runs on, as an input: its sysfs, and `/proc` beside it.
public final class ThisMachine {

  /// The word that stands for it wherever a file does; a file of that name is `./this-machine`.
  public static final String NAME = "this-machine";

  private static final String SYSFS = "/sys";

  private ThisMachine() {}

  /// Paths, below the folder of a function, of all files there that are ever opened.
  public static List<String> attributes() {
    return SysfsRoot.attributes();
  }

  /// Everything that the kernel tells of itself; nothing of it is ever opened for writing.
  ///
  /// @throws IOException when no sysfs is mounted
  public static Input input() throws IOException {
    Path sysfs = Path.of(SYSFS);
    if (!Files.isDirectory(sysfs.resolve("bus"))) {
      throw new NoSuchFileException(SYSFS);
    }
    return Input.folder(SYSFS, sysfs);
  }
}
