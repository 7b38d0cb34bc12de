package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.RemoveHostBridge;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// Taking a function out, with all below it.
final class Removal {

  private Removal() {}

  /// The only function of a root bus stands for its host bridge.
  static PlatformEdit of(Platform platform, PciAddress function) {
    return platform
        .topology()
        .hostBridgeAbove(function)
        .filter(bridge -> bridge.functions().equals(List.of(function)))
        .<PlatformEdit>map(bridge -> new RemoveHostBridge(bridge.bus()))
        .orElseGet(() -> new RemoveSubtree(function));
  }

  /// What is selected when it is gone: the bridge above it, or the first on its root bus.
  static Optional<PciAddress> selectedAfter(Platform platform, PciAddress function) {
    Topology topology = platform.topology();
    return topology.parentOf(function) instanceof Parent.Below(PciAddress bridge)
        ? Optional.of(bridge)
        : topology.hostBridgeAbove(function).map(bridge -> bridge.functions().getFirst());
  }
}
