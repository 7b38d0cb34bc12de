package io.peerscope.engine.compare;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The pairs that changed for one cause. A pair that has several is in several groups.
public record CauseGroup(Cause cause, List<PairBlock> blocks) {

  /// The largest group first, equal ones by their words.
  static final Comparator<CauseGroup> LARGEST_FIRST =
      Comparator.comparingLong(CauseGroup::size).reversed().thenComparing(it -> it.cause().text());

  public CauseGroup {
    blocks = List.copyOf(blocks);
  }

  /// Number of ordered pairs.
  public long size() {
    return blocks.stream().mapToLong(PairBlock::size).sum();
  }

  /// How many of them changed how.
  public SortedMap<Change, Long> changes() {
    var changes = new TreeMap<Change, Long>();
    blocks.forEach(block -> changes.merge(block.change(), block.size(), Long::sum));
    return changes;
  }

  /// The pairs one by one.
  public Stream<ChangedPair> pairs() {
    return blocks.stream().flatMap(PairBlock::pairs);
  }
}
