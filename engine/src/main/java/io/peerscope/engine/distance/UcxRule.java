package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.COMMON_BRIDGE;
import static io.peerscope.engine.distance.Relation.HOST_BRIDGE;
import static io.peerscope.engine.distance.Relation.NUMA_NODE;
import static io.peerscope.engine.distance.Relation.NUMA_NODES;

/// UCX compares sysfs paths: a bridge above both, a host bridge, one NUMA node, two
/// (`ucs_topo_get_distance_sysfs`).
final class UcxRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.commonBridge().isPresent()) {
      return Measure.of(COMMON_BRIDGE, "a bridge is above both");
    }
    Measure beyond = HostBridgeRules.beyondBridges(pair);
    return pair.hostBridges() == Pair.Comparison.UNTOLD
        ? Measure.open(beyond.why(), COMMON_BRIDGE, HOST_BRIDGE, NUMA_NODE, NUMA_NODES)
        : beyond;
  }
}
