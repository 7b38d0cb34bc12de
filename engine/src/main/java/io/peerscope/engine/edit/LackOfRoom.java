package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import java.util.List;

/// Tells why BARs get no address, without giving them one: what [ReleaseBar] would find.
public final class LackOfRoom {

  private final Platform platform;

  public LackOfRoom(Platform platform) {
    this.platform = platform;
  }

  /// What the BARs of a function lack that have no address; empty where there is room for them.
  public List<Finding> of(PciAddress function) {
    var layout = new WindowLayout(platform, Movable.ALLOCATED);
    layout.allocate(List.of(function));
    return List.copyOf(layout.findings());
  }
}
