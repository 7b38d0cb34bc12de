package io.peerscope.app.document;

import io.peerscope.engine.compare.PairBlock;
import java.util.List;

/// Pairs that the matrix is to bring out.
///
/// @param why what they have in common
/// @param blocks each all of some providers with all of some clients
public record LitPairs(String why, List<PairBlock> blocks) {

  public LitPairs {
    blocks = List.copyOf(blocks);
  }
}
