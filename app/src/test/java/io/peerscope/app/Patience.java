package io.peerscope.app;

/// How long the FX thread may hear nobody in a test.
///
/// The promise is 50 ms, and `app/measure answering` holds the program to it, on a machine that
/// does nothing else. The tests of each build fail only on what no busy machine explains: work on
/// the FX thread that belongs on another (decision 0031).
final class Patience {

  /// Milliseconds.
  static final long MOST_MILLIS = Long.getLong("peerscope.mostBlockMillis", 250);

  private Patience() {}
}
