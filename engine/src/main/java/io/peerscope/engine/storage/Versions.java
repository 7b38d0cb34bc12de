package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The last ten contents that a document had before it was saved over, newest first.
public final class Versions {

  /// How many are kept.
  public static final int MOST = 10;

  private static final Pattern NAME = Pattern.compile("[0-9]{8}\\.peerscope\\.json");

  private final Path folder;

  private Versions(Path folder) {
    this.folder = folder;
  }

  /// The versions of a document.
  public static Versions of(StateFolder state, Path document) throws IOException {
    return new Versions(state.versionsOf(AtomicFile.target(document)));
  }

  /// The files, newest first; when each was written is its time of change.
  public List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted((one, other) -> other.getFileName().compareTo(one.getFileName()))
          .toList();
    }
  }

  /// Keeps a content, unless it is the newest one already, and drops the eleventh.
  void keep(byte[] content) throws IOException {
    List<Path> known = all();
    if (!known.isEmpty() && isSame(known.getFirst(), content)) {
      return;
    }
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve("%08d.peerscope.json".formatted(next(known))), content);
    for (Path old : known.subList(Math.min(MOST - 1, known.size()), known.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static boolean isSame(Path file, byte[] content) throws IOException {
    return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
  }

  private static int next(List<Path> known) {
    return known.isEmpty()
        ? 1
        : Integer.parseInt(known.getFirst().getFileName().toString().substring(0, 8)) + 1;
  }
}
