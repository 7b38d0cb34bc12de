package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.NUMA_NODE;
import static io.peerscope.engine.distance.Relation.NUMA_NODES;

/// ROCm's hops and weight over PCIe: always by way of the CPUs, whatever switches there are; only
/// the NUMA node counts (`rsmi_topo_get_link_weight`, `rsmi_topo_get_link_type`).
final class RocmRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.hostBridges() == Pair.Comparison.SAME) {
      return Measure.of(NUMA_NODE, "one host bridge, and so one NUMA node; switches do not count");
    }
    Measure measure =
        switch (pair.numaNodes()) {
          case SAME -> Measure.of(NUMA_NODE, "one NUMA node");
          case DIFFERENT ->
              Measure.of(
                  NUMA_NODES,
                  "two NUMA nodes: 3 hops, or 4 where firmware links them through a third; the"
                      + " weight adds what firmware says of the two");
          case UNTOLD -> Measure.open("the NUMA nodes are not told", NUMA_NODE, NUMA_NODES);
        };
    return measure.with(pair.numaEvidence());
  }
}
