package io.peerscope.engine.platform;

import io.peerscope.engine.address.PciAddress;
import java.util.Optional;

/// One thing that is not as it was when a machine was read before.
///
/// @param function whose; empty for the machine as a whole
/// @param what the change, such as `driver: nvme → vfio-pci`
public record MachineChange(Optional<PciAddress> function, String what) {

  @Override
  public String toString() {
    return function.map(address -> address + " " + what).orElse(what);
  }
}
