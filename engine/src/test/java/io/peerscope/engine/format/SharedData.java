package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Captured real machines beside the project; tests that need them are skipped where they are
/// absent.
final class SharedData {

  private SharedData() {}

  /// A folder of the captured data, or empty.
  static Optional<Path> folder(String name) {
    return Stream.of(System.getProperty("peerscope.shared", "../shared"), "../../shared")
        .map(root -> Path.of(root, name))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /// The entries of a folder by name; empty where the data is absent.
  static List<Path> entries(String name) throws IOException {
    Optional<Path> folder = folder(name);
    if (folder.isEmpty()) {
      System.out.println("skipped: no captured machines in " + name + " (set peerscope.shared)");
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder.get())) {
      return entries.sorted().toList();
    }
  }

  static Input input(Path file) throws IOException {
    return new Input(file.getFileName().toString(), Files.readAllBytes(file));
  }
}
