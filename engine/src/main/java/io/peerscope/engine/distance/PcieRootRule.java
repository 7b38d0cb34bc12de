package io.peerscope.engine.distance;

import static io.peerscope.engine.distance.Relation.HOST_BRIDGE;
import static io.peerscope.engine.distance.Relation.HOST_BRIDGES;

/// Kubernetes compares the root (`pciDDDD:BB`) that a device has in sysfs, and nothing below it.
final class PcieRootRule implements Rule {

  @Override
  public Measure measure(Pair pair) {
    if (pair.touchesVmd() && pair.hostBridges() != Pair.Comparison.SAME) {
      return Measure.open(
          "one of them is below a VMD, whose root is below another", HOST_BRIDGE, HOST_BRIDGES);
    }
    return switch (pair.hostBridges()) {
      case SAME -> Measure.of(HOST_BRIDGE, "one root bus, " + Pair.rootOf(pair.onePath()));
      case DIFFERENT -> Measure.of(HOST_BRIDGES, HostBridgeRules.roots(pair));
      case UNTOLD ->
          Measure.open(
              "the input does not tell the host bridge of both", HOST_BRIDGE, HOST_BRIDGES);
    };
  }
}
