package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.MORE_SWITCHES;
import static io.peerscope.engine.distance.Relation.ONE_SWITCH;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;

/// The legend of `nvidia-smi topo`: at most one bridge, several, a host bridge, a NUMA node, more.
///
/// A switch counts as one bridge: its upstream port and its downstream ports together.
///
/// ```text
/// RP ─ USP ─┬─ DSP ─ gpu0                gpu0 ↔ nic  PIX
///           ├─ DSP ─ nic                 gpu0 ↔ gpu1 PXB
///           └─ DSP ─ USP ─ DSP ─ gpu1
/// ```
final class NvidiaSmiRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.commonBridge().isEmpty()) {
      Measure beyond = HostBridgeRules.beyondBridges(pair);
      return pair.hostBridges() == Pair.Comparison.UNTOLD ? orABridge(beyond) : beyond;
    }
    List<PciFunction> between = pair.between();
    String meeting = "they meet at " + pair.commonBridge().orElseThrow();
    long bridges = between.stream().map(bridge -> device(pair, bridge)).distinct().count();
    if (bridges == 1) {
      return Measure.of(ONE_SWITCH, meeting + ", one bridge between");
    }
    if (!between.stream().allMatch(NvidiaSmiRule::isOfKnownKind)) {
      return Measure.open(
          meeting + "; which bridges between are one switch is not told",
          ONE_SWITCH,
          MORE_SWITCHES);
    }
    if (bridges == 2 && meetsAtRootPort(pair)) {
      return Measure.open(
          meeting + ", beside a switch; whether the root port counts is not documented",
          ONE_SWITCH,
          MORE_SWITCHES);
    }
    return Measure.of(MORE_SWITCHES, meeting + ", %d bridges between".formatted(bridges));
  }

  /// The upstream port stands for its switch.
  private static PciAddress device(Pair pair, PciFunction bridge) {
    return bridge.kind() == FunctionKind.DOWNSTREAM_PORT
            && pair.topology().parentOf(bridge.address()) instanceof Parent.Below(var above)
            && pair.topology().at(above).kind() == FunctionKind.UPSTREAM_PORT
        ? above
        : bridge.address();
  }

  private static boolean isOfKnownKind(PciFunction bridge) {
    return bridge.kind() != FunctionKind.BRIDGE;
  }

  private static boolean meetsAtRootPort(Pair pair) {
    PciAddress meeting = pair.commonBridge().orElseThrow();
    return pair.topology().at(meeting).kind() == FunctionKind.ROOT_PORT;
  }

  private static Measure orABridge(Measure beyond) {
    return Measure.open(
        beyond.why(),
        ONE_SWITCH,
        MORE_SWITCHES,
        Relation.HOST_BRIDGE,
        Relation.NUMA_NODE,
        Relation.NUMA_NODES);
  }
}
