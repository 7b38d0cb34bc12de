package io.peerscope.engine.fuzz;

import java.util.function.BiConsumer;

/// The instrumented engine, reading inputs of one importer, with an eye on time.
final class Fuzzed {

  /// Wall time after which processor time is looked at; most of it may belong to others.
  private static final long SUSPICIOUS_NANOS = 300_000_000;

  private static final long LONGEST_MILLIS = 1_000;

  private final EdgeLoader loader;
  private final BiConsumer<String, byte[]> engine;
  private final String importer;
  private long slowestNanos;

  Fuzzed(EdgeLoader loader, BiConsumer<String, byte[]> engine, Importer importer) {
    this.loader = loader;
    this.engine = engine;
    this.importer = importer.folder();
  }

  /// Processor time of the program so far.
  static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /// The engine as an instrumenting loader loads it.
  @SuppressWarnings("unchecked") // The class is our own, under another loader.
  static BiConsumer<String, byte[]> load(EdgeLoader loader) throws ReflectiveOperationException {
    Class<?> reads = loader.loadClass(ReadsAnything.class.getName());
    return (BiConsumer<String, byte[]>) reads.getConstructor().newInstance();
  }

  /// Reads the input.
  ///
  /// @throws Throwable whatever the engine throws; a [TooSlow] of ours
  void read(byte[] input) throws Throwable {
    Edges.clear();
    long began = System.nanoTime();
    engine.accept(importer, input);
    long taken = System.nanoTime() - began;
    if (taken > SUSPICIOUS_NANOS) {
      checkTime(input);
    } else {
      slowestNanos = Math.max(slowestNanos, taken);
    }
  }

  private void checkTime(byte[] input) throws TooSlow {
    long began = cpuMillis();
    engine.accept(importer, input);
    long taken = cpuMillis() - began;
    slowestNanos = Math.max(slowestNanos, taken * 1_000_000);
    if (taken > LONGEST_MILLIS) {
      throw new TooSlow(taken);
    }
  }

  boolean passes(byte[] input, boolean[] needed) {
    try {
      read(input);
    } catch (Throwable failure) {
      return false;
    }
    byte[] passed = Edges.buckets(loader.places());
    for (int place = 0; place < needed.length; place++) {
      if (needed[place] && (place >= passed.length || passed[place] == 0)) {
        return false;
      }
    }
    return true;
  }

  long slowestMillis() {
    return slowestNanos / 1_000_000;
  }

  /// More processor time than anybody waits for.
  static final class TooSlow extends Exception {
    private static final long serialVersionUID = 1;

    TooSlow(long millis) {
      super(millis + " ms");
    }
  }
}
