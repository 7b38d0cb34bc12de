package io.peerscope.engine.policy;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.KernelVersion;
import java.util.Optional;
import java.util.OptionalInt;

/// One row of the kernel's list of host bridges that forward peer-to-peer TLPs.
///
/// @param vendor vendor of the first function of the root bus
/// @param device its device; empty where any device of the vendor matches (`PCI_ANY_ID`)
/// @param onlyInside whether it holds only where both functions hang off this one host bridge
///   (`REQ_SAME_HOST_BRIDGE`)
/// @param since the first kernel with the row
/// @param until the first kernel without it; empty while it stands
/// @param who the product in words
/// @param added when the row was taken, as far as known
/// @param source where the row comes from
/// @param position the line of our table
public record HostBridgeRow(
    int vendor,
    OptionalInt device,
    boolean onlyInside,
    KernelVersion since,
    Optional<KernelVersion> until,
    String who,
    String added,
    String source,
    SourcePosition position) {

  boolean isIn(KernelVersion kernel) {
    KernelVersion base = kernel.base();
    return since.compareTo(base) <= 0 && until.filter(end -> end.compareTo(base) <= 0).isEmpty();
  }

  boolean matches(VendorDevice id) {
    return vendor == id.vendor() && (device.isEmpty() || device.getAsInt() == id.device());
  }

  /// `8086:09a2`, or `1ae0:*`.
  public String id() {
    return device.isPresent()
        ? new VendorDevice(vendor, device.getAsInt()).toString()
        : "%04x:*".formatted(vendor);
  }

  Evidence evidence(String about) {
    String flag = onlyInside ? " (REQ_SAME)" : "";
    return new Evidence(about, "host-bridge row " + id(), who + flag, position.toString());
  }
}
