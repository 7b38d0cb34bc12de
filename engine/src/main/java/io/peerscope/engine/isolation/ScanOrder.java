package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The order in which the kernel finds functions, and so gives them groups: all functions of a bus
/// by device and function number, then what is below each bridge; virtual functions last.
///
///     00:01.0 ─ 01:00.0        00:01.0  00:02.0  01:00.0  02:00.0
///     00:02.0 ─ 02:00.0
///
/// Domains that a function opens (VMD), which a driver adds, come after all others.
final class ScanOrder {

  private final Topology topology;
  private final SequencedSet<PciAddress> order = new LinkedHashSet<>();

  private ScanOrder(Topology topology) {
    this.topology = topology;
  }

  static List<PciAddress> of(Topology topology) {
    return new ScanOrder(topology).scan();
  }

  private List<PciAddress> scan() {
    scanDomains(false);
    scanDomains(true);
    topology.functions().forEach(function -> order.add(function.address()));
    return List.copyOf(order);
  }

  private void scanDomains(boolean openedByFunction) {
    topology.hostBridges().stream()
        .filter(hostBridge -> hostBridge.openedBy().isPresent() == openedByFunction)
        .map(HostBridge::functions)
        .forEach(this::scanBus);
    scanBus(
        topology.functionsWithoutKnownParent().stream()
            .filter(
                address -> topology.domainOpener(address.domain()).isPresent() == openedByFunction)
            .toList());
  }

  private void scanBus(List<PciAddress> functions) {
    List<PciAddress> physical = functions.stream().filter(this::isPhysical).toList();
    order.addAll(physical);
    physical.forEach(address -> scanBus(topology.childrenOf(address)));
  }

  private boolean isPhysical(PciAddress address) {
    return topology.physicalFunctionOf(address).isEmpty();
  }
}
