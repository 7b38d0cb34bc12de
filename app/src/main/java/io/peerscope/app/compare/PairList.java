package io.peerscope.app.compare;

import io.peerscope.engine.compare.CauseGroup;
import io.peerscope.engine.compare.ChangedPair;
import io.peerscope.engine.compare.PairBlock;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// The pairs of a cause as a list that makes each when it comes in sight: a cause may have
/// millions.
final class PairList extends AbstractList<ChangedPair> implements RandomAccess {

  private final List<PairBlock> blocks;

  /// Number of pairs up to the end of each block.
  private final int[] ends;

  PairList(CauseGroup group) {
    blocks = group.blocks();
    ends = new int[blocks.size()];
    long end = 0;
    for (int block = 0; block < ends.length; block++) {
      end = Math.min(Integer.MAX_VALUE, end + blocks.get(block).size());
      ends[block] = (int) end;
    }
  }

  @Override
  public ChangedPair get(int index) {
    int found = Arrays.binarySearch(ends, index + 1);
    int block = found < 0 ? -found - 1 : found;
    while (block > 0 && ends[block - 1] > index) {
      block--;
    }
    return blocks.get(block).at(index - (block == 0 ? 0 : ends[block - 1]));
  }

  @Override
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }
}
