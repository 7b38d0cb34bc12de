package io.peerscope.engine.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The questions of `explain --batch` or the elements of `--list`: a file or standard input, plain
/// or gzip.
final class PairsFile {

  private static final String STANDARD_INPUT = "-";
  private static final int GZIP_MAGIC = 0x1f8b;

  private PairsFile() {}

  static boolean isStandardInput(String name) {
    return name.equals(STANDARD_INPUT);
  }

  /// @throws CommandFailure when it cannot be opened
  static InputStream open(String name, Streams streams) throws CommandFailure {
    try {
      return unpacked(isStandardInput(name) ? streams.in() : Files.newInputStream(Path.of(name)));
    } catch (NoSuchFileException | InvalidPathException _) {
      throw unreadable(name, "there is no such file");
    } catch (IOException failure) {
      throw unreadable(name, String.valueOf(failure.getMessage()));
    }
  }

  /// What to say when reading fails.
  static CommandFailure unreadable(String name, String why) {
    return new CommandFailure(
        ExitCode.UNREADABLE, "cannot read %s: %s; give a readable file, or -".formatted(name, why));
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    var content = new BufferedInputStream(file);
    content.mark(2);
    int magic = content.read() << 8 | content.read();
    content.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(content) : content;
  }
}
