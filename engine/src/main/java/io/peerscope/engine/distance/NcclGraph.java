package io.peerscope.engine.distance;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.List;

/// The PCI nodes that NCCL sees above a device: it climbs its sysfs path two steps at a time and
/// takes every second bridge for a switch, until a step leaves the hierarchy
/// (`ncclTopoGetXmlFromSys`, src/graph/xml.cc).
///
/// ```text
/// pci0000:00 / RP / USP / DSP / gpu     gpu → USP → CPU
/// pci0000:00 / RP / nic                 nic → CPU
/// ```
final class NcclGraph {

  private static final int STEP = 2;
  private static final int LAST_DOMAIN_READ = 0xffff;
  private static final int BROADCOM = 0x1000;
  private static final int GEN4_SWITCH = 0xc010;
  private static final int GEN5_SWITCH = 0xc030;

  private NcclGraph() {}

  /// The nodes above, nearest first.
  static List<PciAddress> nodesAbove(UpstreamPath path) {
    List<PciAddress> chain = path.functions();
    var nodes = new ArrayList<PciAddress>();
    if (isUnread(chain.getFirst())) {
      return nodes;
    }
    for (int at = STEP; at < chain.size(); at += STEP) {
      nodes.add(chain.get(at));
    }
    return nodes;
  }

  /// Addresses with a domain of five digits are not understood: the climb ends at once.
  private static boolean isUnread(PciAddress address) {
    return Integer.compareUnsigned(address.domain(), LAST_DOMAIN_READ) > 0;
  }

  /// Whether NCCL may melt two nodes, one right above the other, into one: Broadcom switches show
  /// two levels (`ncclTopoFlattenBcmSwitches`). It asks for subsystem ids, which are not told.
  static boolean mayBeFlattened(Topology topology, PciAddress upper, PciAddress lower) {
    return mayBeBroadcom(topology.at(upper)) && mayBeBroadcom(topology.at(lower));
  }

  private static boolean mayBeBroadcom(PciFunction function) {
    return function.id().ifKnown().map(NcclGraph::isBroadcom).orElse(true);
  }

  private static boolean isBroadcom(VendorDevice id) {
    return id.vendor() == BROADCOM && (id.device() == GEN4_SWITCH || id.device() == GEN5_SWITCH);
  }
}
