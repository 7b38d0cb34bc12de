package io.peerscope.engine.topology;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.DataTable;
import java.util.List;
import java.util.Optional;

/// A product that opens a PCI domain of its own: an Intel Volume Management Device (VMD), and what
/// its driver believes it can do (`drivers/pci/controller/vmd.c`).
///
/// @param device device id; the vendor is Intel
/// @param shadow where a hypervisor tells the real addresses of the memory BARs
/// @param buses whether its registers may shift the first bus of the domain
/// @param interrupts whether interrupts of the functions below may skip the remapping
/// @param who the processors it is part of
public record VmdDevice(int device, Shadow shadow, Buses buses, Interrupts interrupts, String who) {

  /// Where the registers with the real addresses of MEMBAR1 and MEMBAR2 are.
  public enum Shadow {
    /// A vendor-specific capability that holds the letters `SHDW`.
    VENDOR_CAPABILITY,
    /// In MEMBAR2 itself, where VMLOCK says so.
    NATIVE
  }

  /// Which buses the domain has.
  public enum Buses {
    /// From bus 0 on.
    ALL,
    /// From the bus that VMCAP and VMCONFIG name.
    RESTRICTED
  }

  /// What becomes of interrupts from below.
  public enum Interrupts {
    /// They go through the VMD function's own MSI-X table.
    REMAPPED,
    /// They may reach the processor as they are.
    BYPASS
  }

  private static final int INTEL = 0x8086;
  private static final int COLUMNS = 5;

  private static final List<VmdDevice> ALL =
      DataTable.read(VmdDevice.class, "vmd-devices.tsv", COLUMNS).stream()
          .map(VmdDevice::of)
          .toList();

  private static VmdDevice of(DataTable.Row row) {
    return new VmdDevice(
        Integer.parseInt(row.at(0), 16),
        row.word(1, Shadow.class),
        row.word(2, Buses.class),
        row.word(3, Interrupts.class),
        row.at(4));
  }

  /// The product with these ids, if it is one.
  public static Optional<VmdDevice> of(VendorDevice id) {
    return id.vendor() == INTEL
        ? ALL.stream().filter(product -> product.device() == id.device()).findFirst()
        : Optional.empty();
  }
}
