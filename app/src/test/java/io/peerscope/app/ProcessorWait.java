package io.peerscope.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How long the FX thread and the painter that it waits for could have run but the machine ran
/// others: a busy machine is not our doing. Linux tells it; elsewhere it is nothing.
final class ProcessorWait {

  private final List<Path> schedules;

  /// The thread that calls must be the FX thread.
  ProcessorWait() {
    schedules = schedules();
  }

  private static List<Path> schedules() {
    try (var threads = Files.list(Path.of("/proc/self/task"))) {
      Path own = Path.of("/proc/thread-self").toRealPath().getFileName();
      return threads
          .filter(thread -> thread.getFileName().equals(own) || isPainter(thread))
          .map(thread -> thread.resolve("schedstat"))
          .toList();
    } catch (IOException notLinux) {
      return List.of();
    }
  }

  private static boolean isPainter(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith("QuantumRenderer");
    } catch (IOException ended) {
      return false;
    }
  }

  /// Nanoseconds that both have waited for a processor, so far (Linux, sched-stats.rst).
  long nanos() {
    return schedules.stream().mapToLong(ProcessorWait::waited).sum();
  }

  /// Nanoseconds that the calling thread has run, so far; 0 where Linux does not tell.
  static long ownProcessorTime() {
    return field(Path.of("/proc/thread-self/schedstat"), 0);
  }

  private static long waited(Path schedule) {
    return field(schedule, 1);
  }

  private static long field(Path schedule, int index) {
    try {
      return Long.parseLong(Files.readString(schedule).split(" ", 3)[index]);
    } catch (IOException notTold) {
      return 0;
    }
  }
}
