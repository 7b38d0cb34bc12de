package io.peerscope.app;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javafx.application.Platform;

/// Watches how long the FX thread stays busy: a beat is posted every 5 ms, and how late it comes is
/// how long somebody who pressed a key at that moment would have waited.
///
/// Time in which the FX thread, or the painter that it waits for, could run but the machine ran
/// others does not count, where the system tells it (Linux does): a busy machine is not our doing.
///
/// While a beat is late, the watch looks at what the FX thread is doing, so that a failed test
/// names the culprit.
final class FxWatch implements AutoCloseable {

  private static final Duration BEAT = Duration.ofMillis(5);

  /// Later than this is worth a look at the stack.
  private static final Duration LATE = Duration.ofMillis(30);

  private final Thread fxThread;
  private final ProcessorWait processor;
  private final Thread watcher;
  private volatile boolean watching = true;
  private volatile Block longest = new Block(Duration.ZERO, "");

  private volatile Duration longestByTheClock = Duration.ZERO;

  /// A time in which the FX thread heard nobody.
  ///
  /// @param doing where it was in our own code, if it lasted
  record Block(Duration duration, String doing) {

    long millis() {
      return duration.toMillis();
    }

    @Override
    public String toString() {
      return millis() + " ms" + (doing.isEmpty() ? "" : " in " + doing);
    }
  }

  /// The thread that calls is the one to watch, and must be the FX thread.
  FxWatch() {
    fxThread = Thread.currentThread();
    processor = new ProcessorWait();
    watcher = Thread.ofPlatform().daemon().name("fx-watch").start(this::watch);
  }

  /// The longest block so far.
  Block longest() {
    return longest;
  }

  /// The longest block so far, with what the machine gave to others.
  Duration longestByTheClock() {
    return longestByTheClock;
  }

  private void watch() {
    try {
      while (watching) {
        beat();
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() throws InterruptedException {
    var heard = new CountDownLatch(1);
    var heardAt = new AtomicLong();
    var waitedThen = new AtomicLong();
    long waited = processor.nanos();
    long posted = System.nanoTime();
    Platform.runLater(() -> {
      // This thread may itself wait for a processor before it notices.
      heardAt.set(System.nanoTime());
      waitedThen.set(processor.nanos());
      heard.countDown();
    });
    String doing = "";
    while (!heard.await(LATE.toMillis(), TimeUnit.MILLISECONDS)) {
      doing = whatItDoes();
    }
    long passed = heardAt.get() - posted;
    long ours = Math.max(0, passed - (waitedThen.get() - waited));
    if (passed > longestByTheClock.toNanos()) {
      longestByTheClock = Duration.ofNanos(passed);
    }
    var block = new Block(Duration.ofNanos(ours), doing);
    if (block.duration.compareTo(longest.duration) > 0) {
      longest = block;
    }
  }

  /// Our own innermost calls, or JavaFX's while it lays out or paints.
  private String whatItDoes() {
    StackTraceElement[] stack = fxThread.getStackTrace();
    String own =
        Arrays.stream(stack)
            .filter(call -> call.getClassName().startsWith("io.peerscope"))
            .limit(3)
            .map(call -> call.getClassName() + "." + call.getMethodName())
            .collect(Collectors.joining(" < "));
    String innermost = stack.length == 0 ? "" : stack[0].toString();
    return own.isEmpty() ? innermost : own;
  }

  /// Ends the watch.
  @Override
  public void close() {
    watching = false;
    watcher.interrupt();
  }
}
