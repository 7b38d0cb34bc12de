package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.AddressWindows;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.Platform;
import java.util.List;

/// The windows of host bridges, in bus addresses; those of a VMD domain are BARs of its function.
final class HostWindows {

  private final AddressWindows windows;

  HostWindows(Platform platform) {
    this.windows = new AddressWindows(platform);
  }

  List<AddressRange> of(PciBus rootBus) {
    return windows.of(rootBus).stream().map(HostBridgeWindow::bus).toList();
  }
}
