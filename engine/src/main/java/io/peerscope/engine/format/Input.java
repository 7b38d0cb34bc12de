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
  private final Optional<DumpText> dump;

  /// A file.
  ///
  /// @param name the name as the user gave it
  /// @param content the bytes; not copied, never changed
  public Input(String name, byte[] content) {
    this(name, content, Optional.empty(), Optional.empty());
  }

  private Input(String name, byte[] content, Optional<Path> folder, Optional<DumpText> dump) {
    this.name = name;
    this.content = content;
    this.folder = folder;
    this.dump = dump;
  }

  /// A folder: a tree of sysfs, or files about one machine.
  ///
  /// @param name the name as the user gave it
  public static Input folder(String name, Path folder) {
    return new Input(name, new byte[0], Optional.of(folder), Optional.empty());
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
    Optional<DumpText> dump = DumpFile.read(path);
    if (dump.isPresent()) {
      return new Input(name, dump.get().rest(), Optional.empty(), dump);
    }
    return new Input(name, WholeFile.read(path));
  }

  public String name() {
    return name;
  }

  /// What is left of a large dump, whose hex was decoded while it was read.
  Optional<DumpText> dump() {
    return dump;
  }

  /// The bytes themselves, not a copy: inputs can be hundreds of megabytes. Of a large dump without
  /// the hex.
  byte[] content() {
    return content;
  }

  Optional<Path> folder() {
    return folder;
  }
}
