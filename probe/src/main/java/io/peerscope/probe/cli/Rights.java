package io.peerscope.probe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this process may do, as `/proc/self` tells it.
///
/// @param user effective user id; empty where `/proc` does not tell
/// @param lockedMemory most bytes it may lock, in the words of `/proc/self/limits`
record Rights(Optional<String> user, Optional<String> lockedMemory) {

  private static final int EFFECTIVE = 2;
  private static final String LOCKED = "Max locked memory";

  static Rights of(Path root) {
    Path self = root.resolve("proc/self");
    return new Rights(
        lines(self.resolve("status")).stream()
            .filter(line -> line.startsWith("Uid:"))
            .map(line -> line.split("\\s+", -1))
            .filter(words -> words.length > EFFECTIVE)
            .map(words -> words[EFFECTIVE])
            .findFirst(),
        lines(self.resolve("limits")).stream()
            .filter(line -> line.startsWith(LOCKED))
            .map(line -> line.substring(LOCKED.length()).strip().split("\\s+", -1)[0])
            .findFirst());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException untold) {
      return List.of();
    }
  }

  boolean isRoot() {
    return user.filter("0"::equals).isPresent();
  }
}
