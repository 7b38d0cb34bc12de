package io.peerscope.engine;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/// Runs a law over many random machines, on all processors.
///
/// `-Dpeerscope.machines=100000` sets how many; each law has a short number of its own. A failure
/// names the seed, and `-Dpeerscope.seed=S -Dpeerscope.machines=1` draws that machine alone.
public final class Laws {

  private static final long FIRST_SEED = 20_260_101L;

  private Laws() {}

  /// How many DMAs to ask about on each machine: `-Dpeerscope.requests=1` and many machines, or few
  /// machines and many of each.
  public static int requests(int usual) {
    return Integer.getInteger("peerscope.requests", usual);
  }

  /// Hands the law one seed after the other.
  public static void over(String law, int machines, LongConsumer holdsFor) {
    long count = Long.getLong("peerscope.machines", machines);
    long first = Long.getLong("peerscope.seed", FIRST_SEED);
    LongStream.range(first, first + count)
        .parallel()
        .forEach(seed -> {
          try {
            holdsFor.accept(seed);
          } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
          }
        });
    System.out.printf("%s: %d machines, seeds from %d%n", law, count, first);
  }
}
