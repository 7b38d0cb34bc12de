package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.MORE_SWITCHES;
import static io.peerscope.engine.distance.Relation.NUMA_NODE;
import static io.peerscope.engine.distance.Relation.NUMA_NODES;
import static io.peerscope.engine.distance.Relation.ONE_NETWORK_CARD;
import static io.peerscope.engine.distance.Relation.ONE_SWITCH;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// NCCL's path type over PCI: one switch, several, one CPU (which is a NUMA node), several
/// (`ncclTopoSetPaths`, src/graph/paths.cc). NVLinks and C2C, which may join GPUs besides, are not
/// told by any PCI input.
final class NcclRule implements Rule {

  private static final int NETWORK = 0x02;

  @Override
  public Measure measure(Pair pair) {
    if (pair.isOneDevice() && networkCards(pair) != Pair.Comparison.DIFFERENT) {
      return oneCard(pair);
    }
    return overGraph(pair);
  }

  /// Ports of one network card are one node (`ncclTopoAddPci` drops the function number).
  private static Measure oneCard(Pair pair) {
    if (networkCards(pair) == Pair.Comparison.SAME) {
      return Measure.of(ONE_NETWORK_CARD, "ports of one network card are one node");
    }
    Measure otherwise = overGraph(pair);
    Set<Relation> possible = EnumSet.copyOf(otherwise.possible());
    possible.add(ONE_NETWORK_CARD);
    return new Measure(
        possible,
        "whether they are ports of one network card is not told; if not: " + otherwise.why(),
        "",
        otherwise.evidence());
  }

  /// Whether both are network controllers, for which SAME stands.
  private static Pair.Comparison networkCards(Pair pair) {
    Optional<Boolean> a = isNetwork(pair.one());
    Optional<Boolean> b = isNetwork(pair.other());
    if (a.equals(Optional.of(false)) || b.equals(Optional.of(false))) {
      return Pair.Comparison.DIFFERENT;
    }
    return a.isPresent() && b.isPresent() ? Pair.Comparison.SAME : Pair.Comparison.UNTOLD;
  }

  private static Optional<Boolean> isNetwork(PciFunction function) {
    return function.classCode().ifKnown().map(ClassCode::base).map(base -> base == NETWORK);
  }

  private static Measure overGraph(Pair pair) {
    List<PciAddress> one = NcclGraph.nodesAbove(pair.onePath());
    List<PciAddress> other = NcclGraph.nodesAbove(pair.otherPath());
    Optional<PciAddress> meeting = one.stream().filter(other::contains).findFirst();
    if (meeting.isPresent()) {
      return bySwitches(pair, meeting.get(), one, other);
    }
    return isCut(pair) ? cut() : byCpu(pair);
  }

  /// Above where the input ends there may be a node for both.
  private static boolean isCut(Pair pair) {
    return pair.onePath().end() instanceof Parent.Untold
        || pair.otherPath().end() instanceof Parent.Untold;
  }

  private static Measure cut() {
    return Measure.open(
        "the input does not tell all bridges above them",
        ONE_SWITCH,
        MORE_SWITCHES,
        NUMA_NODE,
        NUMA_NODES);
  }

  private static Measure bySwitches(
      Pair pair, PciAddress meeting, List<PciAddress> one, List<PciAddress> other) {
    String sentence = "its graph has them meet at " + meeting;
    if (one.getFirst().equals(meeting) && other.getFirst().equals(meeting)) {
      return Measure.of(ONE_SWITCH, sentence);
    }
    return isFlattened(pair, meeting, one) && isFlattened(pair, meeting, other)
        ? Measure.open(
            sentence + "; whether it melts the levels of the switch into one is not told",
            ONE_SWITCH,
            MORE_SWITCHES)
        : Measure.of(MORE_SWITCHES, sentence + ", more switches on the way");
  }

  /// Whether every node up to the meeting may be melted into it.
  private static boolean isFlattened(Pair pair, PciAddress meeting, List<PciAddress> nodes) {
    for (int at = 0; !nodes.get(at).equals(meeting); at++) {
      if (!NcclGraph.mayBeFlattened(pair.topology(), nodes.get(at + 1), nodes.get(at))) {
        return false;
      }
    }
    return true;
  }

  private static Measure byCpu(Pair pair) {
    if (pair.hostBridges() == Pair.Comparison.SAME) {
      return Measure.of(NUMA_NODE, "no switch of its graph joins them, and their CPU is one");
    }
    String roots = HostBridgeRules.roots(pair);
    Measure measure =
        switch (pair.numaNumbers()) {
          case SAME -> Measure.of(NUMA_NODE, roots + ", one NUMA node and so one CPU");
          case DIFFERENT -> Measure.of(NUMA_NODES, roots + ", two NUMA nodes");
          case UNTOLD -> Measure.open("the NUMA nodes are not told", NUMA_NODE, NUMA_NODES);
        };
    return measure.with(pair.numaEvidence());
  }
}
