package io.peerscope.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How long the FX thread, and the threads that it stands still for (the painter, and those that
/// collect garbage while the world stands), could have run but the machine ran others: a busy
/// machine is not our doing. Linux tells it; elsewhere it is nothing.
final class ProcessorWait {

  /// How the kernel names them: the first 15 letters of the names in the virtual machine.
  private static final List<String> WAITED_FOR =
      List.of("QuantumRenderer", "VM Thread", "GC Thread#");

  private final List<Path> schedules;

  /// The thread that calls must be the FX thread.
  ProcessorWait() {
    schedules = schedules();
  }

  private static List<Path> schedules() {
    try (var threads = Files.list(Path.of("/proc/self/task"))) {
      Path own = Path.of("/proc/thread-self").toRealPath().getFileName();
      return threads
          .filter(thread -> thread.getFileName().equals(own) || isWaitedFor(thread))
          .map(thread -> thread.resolve("schedstat"))
          .toList();
    } catch (IOException notLinux) {
      return List.of();
    }
  }

  private static boolean isWaitedFor(Path thread) {
    try {
      String name = Files.readString(thread.resolve("comm"));
      return WAITED_FOR.stream().anyMatch(name::startsWith);
    } catch (IOException ended) {
      return false;
    }
  }

  /// Nanoseconds that all of them have waited for a processor, so far (Linux, sched-stats.rst).
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
