package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Something to read: the name to show in diagnostics, and its bytes, or a folder.
public final class Input {

  private final String name;
  private final byte[] content;
  private final Optional<Path> folder;

  /// A file.
  ///
  /// @param name the name as the user gave it
  /// @param content the bytes; not copied, never changed
  public Input(String name, byte[] content) {
    this(name, content, Optional.empty());
  }

  private Input(String name, byte[] content, Optional<Path> folder) {
    this.name = name;
    this.content = content;
    this.folder = folder;
  }

  /// A folder: a tree of sysfs, or files about one machine.
  ///
  /// @param name the name as the user gave it
  public static Input folder(String name, Path folder) {
    return new Input(name, new byte[0], Optional.of(folder));
  }

  /// A file or a folder on disk.
  ///
  /// @param name the name as the user gave it
  /// @throws IOException when the file cannot be read, or is larger than any input we read
  public static Input of(String name, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(name, path);
    }
    if (Files.size(path) > InputBytes.LARGEST) {
      throw new IOException("it is larger than %s MiB".formatted(InputBytes.LARGEST >> 20));
    }
    return new Input(name, Files.readAllBytes(path));
  }

  public String name() {
    return name;
  }

  /// The bytes themselves, not a copy: inputs can be hundreds of megabytes.
  byte[] content() {
    return content;
  }

  Optional<Path> folder() {
    return folder;
  }
}
