package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.HOST_BRIDGE;
import static io.peerscope.engine.distance.Relation.NUMA_NODE;
import static io.peerscope.engine.distance.Relation.NUMA_NODES;
import static io.peerscope.engine.distance.Relation.ONE_SWITCH;
import static io.peerscope.engine.distance.Relation.ROOT_PORT;

/// xpu-smi counts what is above both in sysfs, host bridge included: three or more, two, one.
final class XpuSmiRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.commonBridge().isEmpty()) {
      Measure beyond = HostBridgeRules.beyondBridges(pair);
      return pair.hostBridges() == Pair.Comparison.UNTOLD
          ? Measure.open(beyond.why(), ONE_SWITCH, ROOT_PORT, HOST_BRIDGE, NUMA_NODE, NUMA_NODES)
          : beyond;
    }
    long bridges = pair.commonBridges();
    if (bridges > 1) {
      return Measure.of(
          ONE_SWITCH, "%d bridges and a host bridge are above both".formatted(bridges));
    }
    return pair.isRooted() && !pair.touchesVmd()
        ? Measure.of(ROOT_PORT, "one bridge and a host bridge are above both")
        : Measure.open("not all that is above them is told", ONE_SWITCH, ROOT_PORT);
  }
}
