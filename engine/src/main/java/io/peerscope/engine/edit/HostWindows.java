package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.Platform;
import java.util.List;

/// The windows of host bridges, in bus addresses.
final class HostWindows {

  private HostWindows() {}

  static List<AddressRange> of(Platform platform, PciBus rootBus) {
    return platform.windows().stream()
        .filter(window -> window.hostBridge().equals(rootBus))
        .map(HostBridgeWindow::bus)
        .toList();
  }
}
