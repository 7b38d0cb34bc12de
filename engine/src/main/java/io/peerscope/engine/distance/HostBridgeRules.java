package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.HOST_BRIDGE;
import static io.peerscope.engine.distance.Relation.NUMA_NODE;
import static io.peerscope.engine.distance.Relation.NUMA_NODES;

/// What several tools do with functions that no bridge joins: ask for the host bridge, then for the
/// NUMA node.
final class HostBridgeRules {

  private HostBridgeRules() {}

  /// One host bridge, else one NUMA node, else two.
  static Measure beyondBridges(Pair pair) {
    if (pair.touchesVmd()) {
      return Measure.open(
          "one of them is below a VMD, and how the tool takes that is not documented",
          HOST_BRIDGE,
          NUMA_NODE,
          NUMA_NODES);
    }
    return switch (pair.hostBridges()) {
      case SAME ->
          Measure.of(
              HOST_BRIDGE, "both are below host bridge " + Pair.rootOf(pair.onePath()) + " only");
      case DIFFERENT -> betweenHostBridges(pair);
      case UNTOLD ->
          Measure.open(
              "the input does not tell the host bridge of both",
              HOST_BRIDGE,
              NUMA_NODE,
              NUMA_NODES);
    };
  }

  private static Measure betweenHostBridges(Pair pair) {
    Measure measure =
        switch (pair.numaNodes()) {
          case SAME -> Measure.of(NUMA_NODE, roots(pair) + ", one NUMA node");
          case DIFFERENT -> Measure.of(NUMA_NODES, roots(pair) + ", two NUMA nodes");
          case UNTOLD -> Measure.open("the NUMA nodes are not told", NUMA_NODE, NUMA_NODES);
        };
    return measure.with(pair.numaEvidence());
  }

  static String roots(Pair pair) {
    return "host bridges %s and %s"
        .formatted(Pair.rootOf(pair.onePath()), Pair.rootOf(pair.otherPath()));
  }
}
