package io.peerscope.engine.fuzz;

import java.util.Arrays;

/// How often each place in the code was passed, while one input was read.
///
/// The counters are plain and static, because instrumented code adds to them at each branch; one
/// thread fuzzes.
public final class Edges {

  /// More places than the engine has.
  static final int MOST = 1 << 16;

  private static final byte[] HITS = new byte[MOST];

  /// What a count means, as a bit: once, twice, three times, a few, many, very many.
  private static final byte[] BUCKET = new byte[256];

  static {
    for (int count = 1; count < 256; count++) {
      int step = count < 4 ? count - 1 : 32 - Integer.numberOfLeadingZeros(count);
      BUCKET[count] = (byte) (1 << Math.min(step, 7));
    }
  }

  private Edges() {}

  /// Called by instrumented code.
  public static void hit(int place) {
    HITS[place & (MOST - 1)]++;
  }

  static void clear() {
    Arrays.fill(HITS, (byte) 0);
  }

  /// The bucket of each place, up to `places`.
  static byte[] buckets(int places) {
    byte[] buckets = new byte[Math.min(places, MOST)];
    for (int place = 0; place < buckets.length; place++) {
      if (HITS[place] != 0) {
        buckets[place] = BUCKET[HITS[place] & 0xff];
      }
    }
    return buckets;
  }

  /// Whether something was passed, or passed so often, for the first time; marks it as seen.
  static boolean addTo(byte[] seen, int places) {
    boolean isNew = false;
    for (int place = 0; place < Math.min(places, MOST); place++) {
      byte count = HITS[place];
      if (count != 0) {
        byte bucket = BUCKET[count & 0xff];
        if ((seen[place] & bucket) == 0) {
          seen[place] |= bucket;
          isNew = true;
        }
      }
    }
    return isNew;
  }
}
