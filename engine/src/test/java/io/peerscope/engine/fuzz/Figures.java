package io.peerscope.engine.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What fuzzing one importer came to, over all runs.
final class Figures {

  private final Path file;
  private final Properties told = new Properties();

  Figures(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        told.load(reader);
      }
    }
  }

  long get(String name) {
    return Long.parseLong(told.getProperty(name, "0"));
  }

  void set(String name, long value) {
    told.setProperty(name, Long.toString(value));
  }

  void add(String name, long more) {
    set(name, get(name) + more);
  }

  void save() {
    try (var writer = Files.newBufferedWriter(file)) {
      told.store(writer, null);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  static String titles() {
    return "%-11s %13s %9s %7s %8s %8s %12s %9s %7s %8s %9s %16s"
        .formatted(
            "importer",
            "executions",
            "cpu min",
            "corpus",
            "places",
            "passed",
            "own places",
            "passed",
            "per s",
            "slowest",
            "findings",
            "since the last");
  }

  String row(String importer) {
    long seconds = Math.max(1, get("cpuMillis") / 1000);
    return "%-11s %,13d %9.1f %7d %8d %8d %12d %8.1f%% %7d %6d ms %9d %,16d"
        .formatted(
            importer,
            get("executions"),
            get("cpuMillis") / 60_000.0,
            get("corpus"),
            get("places"),
            get("passed"),
            get("ownPlaces"),
            100.0 * get("ownPassed") / Math.max(1, get("ownPlaces")),
            get("executions") / seconds,
            get("slowestMillis"),
            get("findings"),
            get("sinceFinding"));
  }
}
