package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;

/// Takes a host bridge out with its whole hierarchy and its windows.
public record RemoveHostBridge(PciBus rootBus) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    if (draft.topology().hostBridge(rootBus).isEmpty()) {
      throw new Refusal("there is no root bus %s".formatted(rootBus));
    }
    List<PciAddress> below =
        draft.topology().functions().stream()
            .map(PciFunction::address)
            .filter(address ->
                draft
                    .topology()
                    .hostBridgeAbove(address)
                    .map(HostBridge::bus)
                    .filter(rootBus::equals)
                    .isPresent())
            .toList();
    draft.replace(List.of(), below);
    Platform platform = draft.platform();
    draft.become(
        platform
            .withWindows(
                platform.windows().stream()
                    .filter(window -> !window.hostBridge().equals(rootBus))
                    .toList())
            .withInbound(
                platform.inbound().stream()
                    .filter(range -> !range.hostBridge().equals(rootBus))
                    .toList()));
    return "remove host bridge " + rootBus;
  }
}
