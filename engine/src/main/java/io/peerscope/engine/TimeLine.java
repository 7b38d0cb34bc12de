package io.peerscope.engine;

import java.util.concurrent.ConcurrentLinkedQueue;

public final class TimeLine {
  static final ConcurrentLinkedQueue<String> ALL = new ConcurrentLinkedQueue<>();
  public static volatile long start = System.nanoTime();

  private TimeLine() {}

  public static void at(String what) {
    ALL.add(
        "%9.2f  %-28s %s"
            .formatted((System.nanoTime() - start) / 1e6, Thread.currentThread().getName(), what));
  }

  public static void begin() {
    ALL.clear();
    start = System.nanoTime();
  }

  public static void print() {
    ALL.forEach(System.out::println);
    ALL.clear();
  }
}
