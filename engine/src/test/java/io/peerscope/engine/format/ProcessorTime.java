package io.peerscope.engine.format;

import java.time.Duration;

/// How much work something is: processor time of the program, which other programs of a busy
/// machine do not lengthen.
final class ProcessorTime {

  private ProcessorTime() {}

  static Duration of(Runnable work) {
    Duration before = used();
    work.run();
    return used().minus(before);
  }

  private static Duration used() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
