package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.COMMON_BRIDGE;
import static io.peerscope.engine.distance.Relation.HOST_BRIDGE;
import static io.peerscope.engine.distance.Relation.HOST_BRIDGES;

/// hwloc's nearest common ancestor: a bridge, a host bridge (one for each root bus), or above that
/// an object of the processor side.
final class HwlocRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.commonBridge().isPresent()) {
      String bridge = pair.commonBridge().get().toString();
      return Measure.of(COMMON_BRIDGE, "they meet at " + bridge).at(bridge);
    }
    return switch (pair.hostBridges()) {
      case SAME ->
          Measure.of(HOST_BRIDGE, "one host bridge, no bridge above both")
              .at(Pair.rootOf(pair.onePath()));
      case DIFFERENT ->
          Measure.of(
              HOST_BRIDGES,
              HostBridgeRules.roots(pair)
                  + "; above them a Package, a Group or the Machine, which no PCI input tells");
      case UNTOLD ->
          Measure.open(
              "the input does not tell all bridges above them",
              COMMON_BRIDGE,
              HOST_BRIDGE,
              HOST_BRIDGES);
    };
  }
}
