package io.peerscope.engine.format.lspcitree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The branches that the next line of a drawing may belong to.
///
/// Mail programs and people move lines sideways; a line then belongs to the nearest branch, if that
/// is clearly the nearest.
final class Branches {

  private static final int MOST = 256;

  /// How far a line may be off and be taken without a word: quotation shifts the first line.
  private static final int USUAL_SHIFT = 2;

  private final List<Branch> open = new ArrayList<>();

  /// Where a line belongs.
  ///
  /// @param shifted whether the line stands in another column
  record Found(Branch branch, boolean shifted) {}

  void clear() {
    open.clear();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /// Opens a branch; false when there are more than any machine has levels.
  boolean add(Branch branch) {
    return open.size() < MOST && open.add(branch);
  }

  /// The branch that a line starting in a column belongs to; those right of it are closed.
  ///
  /// @param suits what kind of branch it can be
  /// @param last whether the line is the last of its branch, drawn `\`
  Optional<Found> find(int column, boolean last, Predicate<Branch> suits) {
    int best = -1;
    int bestOff = Integer.MAX_VALUE;
    int secondOff = Integer.MAX_VALUE;
    for (int at = open.size() - 1; at >= 0; at--) {
      if (!suits.test(open.get(at))) {
        continue;
      }
      int off = Math.abs(open.get(at).column() - column);
      if (off < bestOff) {
        secondOff = bestOff;
        bestOff = off;
        best = at;
      } else {
        secondOff = Math.min(secondOff, off);
      }
    }
    boolean clear = bestOff <= 1 || secondOff == Integer.MAX_VALUE || bestOff * 2L < secondOff;
    if (best < 0 || !clear) {
      return Optional.empty();
    }
    Branch found = open.get(best);
    open.subList(best + 1, open.size()).clear();
    if (last) {
      open.remove(best);
    }
    return Optional.of(new Found(found, bestOff > USUAL_SHIFT));
  }
}
