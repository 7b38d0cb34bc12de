package io.peerscope.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A block of many cells leaves no verdict out.
class SharesTest {

  @Test
  void oneRefusalAmongThousandsHasAPixel() {
    assertThat(Shares.of(new long[] {1, 0, 0, 99_999}, 5)).containsExactly(1, 0, 0, 4);
  }

  @Test
  void oneDirectPairAmongRefusedOnesHasAPixel() {
    assertThat(Shares.of(new long[] {99_999, 0, 0, 1}, 5)).containsExactly(4, 0, 0, 1);
  }

  @Test
  void heightsTogetherAreTheBlockAndWhateverOccursIsSeen() {
    var random = new Random(20_260_101);
    for (int n = 0; n < 10_000; n++) {
      long[] counts = random.longs(4, 0, 1 + random.nextInt(1_000)).toArray();
      counts[random.nextInt(4)] = 0;
      counts[random.nextInt(4)]++;
      int[] heights = Shares.of(counts, 4 + random.nextInt(8));
      assertThat(Arrays.stream(heights).sum())
          .as(Arrays.toString(counts))
          .isGreaterThanOrEqualTo(4);
      for (int at = 0; at < counts.length; at++) {
        assertThat(heights[at] > 0).as(Arrays.toString(counts)).isEqualTo(counts[at] > 0);
      }
    }
  }
}
