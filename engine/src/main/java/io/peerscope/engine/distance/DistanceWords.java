package io.peerscope.engine.distance;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The words of all tools for any two functions of a machine, as if both were of the kind that the
/// tool shows. Only PCI paths count: NVLink, XGMI and C2C join devices besides, and no PCI input
/// tells them.
public final class DistanceWords {

  private final Topology topology;

  public DistanceWords(Topology topology) {
    this.topology = topology;
  }

  /// One word of every tool, in the order of [Tool].
  ///
  /// @throws IllegalArgumentException when there is no such function
  public List<Word> between(PciAddress one, PciAddress other) {
    var pair = new Pair(topology, one, other);
    return Arrays.stream(Tool.values()).map(tool -> word(tool, pair)).toList();
  }

  /// The word of one tool.
  public Word between(Tool tool, PciAddress one, PciAddress other) {
    return word(tool, new Pair(topology, one, other));
  }

  private static Word word(Tool tool, Pair pair) {
    Measure measure = measure(tool, pair);
    List<WordRow> rows =
        measure.possible().stream()
            .sorted(Comparator.naturalOrder())
            .map(relation -> WordTable.row(tool, relation))
            .toList();
    if (rows.size() == 1 && rows.getFirst().hasWord()) {
      WordRow row = rows.getFirst();
      return new Word.Told(
          tool, spelling(row, measure), measure.why() + ": " + row.meaning(), measure.evidence());
    }
    return new Word.Untold(tool, words(rows, measure), untold(rows, measure), measure.evidence());
  }

  private static Measure measure(Tool tool, Pair pair) {
    if (pair.isSelf()) {
      return Measure.of(Relation.SELF, "the same function");
    }
    return pair.hasBridge()
        ? Measure.none("the tool compares devices, and a bridge is none")
        : ruleOf(tool).measure(pair);
  }

  private static Rule ruleOf(Tool tool) {
    return switch (tool) {
      case NVIDIA_SMI -> new NvidiaSmiRule();
      case NCCL -> new NcclRule();
      case HWLOC -> new HwlocRule();
      case ROCM -> new RocmRule();
      case XPU_SMI -> new XpuSmiRule();
      case UCX -> new UcxRule();
      case KUBERNETES -> new PcieRootRule();
    };
  }

  private static String spelling(WordRow row, Measure measure) {
    return row.word().replace("%s", measure.place());
  }

  private static List<String> words(List<WordRow> rows, Measure measure) {
    return rows.stream()
        .filter(WordRow::hasWord)
        .map(row -> spelling(row, measure).strip())
        .distinct()
        .toList();
  }

  /// `NODE or SYS: the NUMA nodes are not told`.
  private static String untold(List<WordRow> rows, Measure measure) {
    String words = words(rows, measure).stream().collect(Collectors.joining(" or "));
    return words.isEmpty() ? measure.why() : words + ": " + measure.why();
  }
}
