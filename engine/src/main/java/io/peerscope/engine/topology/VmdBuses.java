package io.peerscope.engine.topology;

import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.Optional;

/// Which buses the domain of a VMD function has (`vmd_get_bus_number_start`,
/// `drivers/pci/controller/vmd.c`).
///
/// Where VMCAP says that buses are restricted, VMCONFIG names the first one: 0, 80 or e0.
public final class VmdBuses {

  private static final int VMCAP = 0x40;
  private static final int RESTRICTED = 0x1;
  private static final int VMCONFIG = 0x44;
  private static final int FIRST_BUS_SHIFT = 8;
  private static final int FIRST_BUS_BITS = 0x3;
  private static final int FROM_0 = 0;
  private static final int FROM_80 = 1;
  private static final int FROM_E0 = 2;

  private VmdBuses() {}

  /// The first bus of the domain; unknown where registers are not dumped, or hold what the driver
  /// refuses.
  public static Fact<Integer> first(PciFunction vmd) {
    Optional<VmdDevice> product = vmd.id().ifKnown().flatMap(VmdDevice::of);
    if (product.isEmpty()) {
      return Fact.unknown("what %s is, is not told".formatted(vmd.address()));
    }
    return switch (product.get().buses()) {
      case ALL -> Fact.known(0, new Inferred("this VMD product restricts no buses"));
      case RESTRICTED -> byRegisters(vmd);
    };
  }

  private static Fact<Integer> byRegisters(PciFunction vmd) {
    ConfigSpace config = vmd.config();
    if (!config.has(VMCAP, 8)) {
      return Fact.unknown("VMCAP and VMCONFIG of %s are not dumped".formatted(vmd.address()));
    }
    if ((config.u32(VMCAP) & RESTRICTED) == 0) {
      return Fact.known(0, vmd.position());
    }
    return switch (config.u32(VMCONFIG) >> FIRST_BUS_SHIFT & FIRST_BUS_BITS) {
      case FROM_0 -> Fact.known(0, vmd.position());
      case FROM_80 -> Fact.known(0x80, vmd.position());
      case FROM_E0 -> Fact.known(0xe0, vmd.position());
      default ->
          Fact.unknown("VMCONFIG of %s holds a value the driver refuses".formatted(vmd.address()));
    };
  }
}
