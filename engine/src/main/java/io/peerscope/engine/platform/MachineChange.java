package io.peerscope.engine.platform;

import io.peerscope.engine.address.PciAddress;
import java.util.Optional;

/// One thing that is not as it was when a machine was read before.
///
/// @param function whose; empty for the machine as a whole
/// @param what the change, such as `driver: nvme → vfio-pci`
public record MachineChange(Optional<PciAddress> function, String what) {

  private static final String GONE = "is gone";
  private static final String APPEARED = "appeared";

  /// A function that is not there any more.
  public static MachineChange gone(PciAddress function) {
    return new MachineChange(Optional.of(function), GONE);
  }

  /// A function that was not there before.
  public static MachineChange appeared(PciAddress function) {
    return new MachineChange(Optional.of(function), APPEARED);
  }

  /// The same, with its name.
  static MachineChange appeared(PciAddress function, String name) {
    return new MachineChange(Optional.of(function), APPEARED + ": " + name);
  }

  /// Whether a function came or went.
  public boolean isHotPlug() {
    return what.equals(GONE) || what.startsWith(APPEARED);
  }

  @Override
  public String toString() {
    return function.map(address -> address + " " + what).orElse(what);
  }
}
