package io.peerscope.app.defect;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What is written down of a defect: versions, where it happened, and what was done before.
///
/// @param when the moment
/// @param thread where it happened
/// @param failure what was thrown
/// @param log what was done before, oldest first
record Report(Instant when, String thread, Throwable failure, List<String> log) {

  /// How many reports are kept.
  static final int MOST = 20;

  private static final String ENDING = ".txt";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Writes the report as a file of its own, and drops the oldest.
  Path writeTo(Path folder, Privacy privacy) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("defect-" + NAME.format(when) + ENDING);
    Files.writeString(file, privacy.clean(text()));
    dropOldest(folder);
    return file;
  }

  private static void dropOldest(Path folder) throws IOException {
    List<Path> reports;
    try (Stream<Path> files = Files.list(folder)) {
      reports = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    for (Path old : reports.subList(0, Math.max(0, reports.size() - MOST))) {
      Files.deleteIfExists(old);
    }
  }

  String text() {
    var stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack, true));
    return """
    A defect in Peerscope, %s

    Peerscope %s
    Java %s (%s), JavaFX %s
    %s %s, %s
    thread %s

    %s
    What happened before:
    %s
    """
        .formatted(
            when,
            version(),
            System.getProperty("java.version", "?"),
            System.getProperty("java.vendor", "?"),
            System.getProperty("javafx.version", "?"),
            System.getProperty("os.name", "?"),
            System.getProperty("os.version", "?"),
            System.getProperty("os.arch", "?"),
            thread,
            stack,
            String.join("\n", log));
  }

  private static String version() {
    Optional<String> ofModule =
        Optional.ofNullable(Report.class.getModule().getDescriptor())
            .flatMap(descriptor -> descriptor.rawVersion());
    return ofModule
        .or(() -> Optional.ofNullable(Report.class.getPackage().getImplementationVersion()))
        .orElse("(not packaged)");
  }
}
