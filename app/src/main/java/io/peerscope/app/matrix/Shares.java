package io.peerscope.app.matrix;

/// Divides a height by shares, and leaves nobody out.
final class Shares {

  private Shares() {}

  /// Heights that together are the whole, each at least 1 where its count is not 0, as long as the
  /// whole has that much; else the first ones win.
  static int[] of(long[] counts, int whole) {
    var heights = new int[counts.length];
    long all = 0;
    int last = -1;
    for (int at = 0; at < counts.length; at++) {
      all += counts[at];
      last = counts[at] > 0 ? at : last;
    }
    int left = whole;
    for (int at = 0; at <= last; at++) {
      if (counts[at] > 0) {
        int behind = others(counts, at + 1);
        int wanted = at == last ? left : (int) Math.round((double) whole * counts[at] / all);
        heights[at] =
            Math.clamp(wanted, Math.min(1, left), Math.max(Math.min(1, left), left - behind));
        left -= heights[at];
      }
    }
    return heights;
  }

  private static int others(long[] counts, int from) {
    int others = 0;
    for (int at = from; at < counts.length; at++) {
      others += counts[at] > 0 ? 1 : 0;
    }
    return others;
  }
}
