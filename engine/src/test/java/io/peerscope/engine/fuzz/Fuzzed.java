package io.peerscope.engine.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BiConsumer;

/// The instrumented engine, reading inputs of one importer, with an eye on time and memory.
final class Fuzzed {

  /// Wall time after which processor time is looked at; most of it may belong to others.
  private static final long SUSPICIOUS_NANOS = 300_000_000;

  private static final long LONGEST_NANOS = 1_000_000_000;

  /// A quarter of the memory that reading must do with, for inputs below a quarter of a MiB.
  private static final long MOST_ALLOCATED = 512L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final EdgeLoader loader;
  private final BiConsumer<String, byte[]> engine;
  private final String importer;
  private long slowestNanos;
  private long mostAllocated;

  Fuzzed(EdgeLoader loader, BiConsumer<String, byte[]> engine, Importer importer) {
    this.loader = loader;
    this.engine = engine;
    this.importer = importer.folder();
  }

  /// The engine as an instrumenting loader loads it.
  @SuppressWarnings("unchecked") // The class is our own, under another loader.
  static BiConsumer<String, byte[]> load(EdgeLoader loader) throws ReflectiveOperationException {
    Class<?> reads = loader.loadClass(ReadsAnything.class.getName());
    return (BiConsumer<String, byte[]>) reads.getConstructor().newInstance();
  }

  /// Reads the input.
  ///
  /// @throws Throwable whatever the engine throws; a [TooSlow] or [TooMuch] of ours
  void read(byte[] input) throws Throwable {
    Edges.clear();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    engine.accept(importer, input);
    long taken = System.nanoTime() - began;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    mostAllocated = Math.max(mostAllocated, allocated);
    if (allocated > MOST_ALLOCATED) {
      throw new TooMuch(allocated);
    }
    if (taken > SUSPICIOUS_NANOS) {
      checkTime(input);
    } else {
      slowestNanos = Math.max(slowestNanos, taken);
    }
  }

  private void checkTime(byte[] input) throws TooSlow {
    long began = THREADS.getCurrentThreadCpuTime();
    engine.accept(importer, input);
    long taken = THREADS.getCurrentThreadCpuTime() - began;
    slowestNanos = Math.max(slowestNanos, taken);
    if (taken > LONGEST_NANOS) {
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

  long mostAllocatedMebibytes() {
    return mostAllocated >> 20;
  }

  /// More processor time than anybody waits for.
  static final class TooSlow extends Exception {
    private static final long serialVersionUID = 1;

    TooSlow(long nanos) {
      super(nanos / 1_000_000 + " ms");
    }
  }

  /// More memory than such an input is worth.
  static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1;

    TooMuch(long bytes) {
      super((bytes >> 20) + " MiB");
    }
  }
}
