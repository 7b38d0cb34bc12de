package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.VmdDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The windows that the VMD driver gives the domain it opens (`vmd_enable_domain`,
/// `drivers/pci/controller/vmd.c`).
///
/// MEMBAR1 (BAR 2) is one window and MEMBAR2 (BAR 4) behind its first 8 KiB the other. In a guest
/// the hypervisor may tell where the host has placed them; the difference is the offset:
///
///     MEMBAR1 c000_0000, shadow 2000_0000_0000    CPU c100_0000 = bus 2000_0100_0000
///
/// @param windows the windows, as far as they follow from what is dumped
/// @param missing why a window does not follow; empty when both do
record VmdWindows(List<HostBridgeWindow> windows, Optional<String> missing) {

  private static final int MEMBAR1 = 2;
  private static final int MEMBAR2 = 4;

  /// The VMD's own MSI-X table and, where the product can have them, two shadow registers.
  private static final long MSI_X_SIZE = 0x2000;

  private static final long SHADOW_SIZE = 16;

  private static final int VMLOCK = 0x70;
  private static final int SHADOW_ENABLED = 0x2;
  private static final int VENDOR_SPECIFIC = 0x09;
  private static final int SHDW = 0x53484457;

  /// `PCI_BASE_ADDRESS_MEM_MASK`.
  private static final long ADDRESS_BITS = ~0xfL;

  VmdWindows {
    windows = List.copyOf(windows);
  }

  /// @param cpuStart the CPU address of a BAR of the VMD function, where it is known
  static VmdWindows of(PciBus rootBus, PciFunction vmd, Function<Bar, Optional<Long>> cpuStart) {
    Optional<VmdDevice> product = vmd.id().ifKnown().flatMap(VmdDevice::of);
    if (product.isEmpty()) {
      return new VmdWindows(
          List.of(), Optional.of("what %s is, is not told".formatted(vmd.address())));
    }
    Fact<Shadow> shadow = shadowOf(vmd, product.get());
    if (shadow instanceof Fact.Unknown<Shadow>(var why)) {
      return new VmdWindows(List.of(), Optional.of(why));
    }
    Shadow places = shadow.ifKnown().orElseThrow();
    boolean hasRegisters = product.get().shadow() == VmdDevice.Shadow.NATIVE;
    long reserved = MSI_X_SIZE + (hasRegisters ? SHADOW_SIZE : 0);
    List<HostBridgeWindow> windows = new ArrayList<>();
    window(rootBus, vmd, MEMBAR1, 0, places.first(), cpuStart).ifPresent(windows::add);
    window(rootBus, vmd, MEMBAR2, reserved, places.second(), cpuStart).ifPresent(windows::add);
    return windows.size() == 2
        ? new VmdWindows(windows, Optional.empty())
        : new VmdWindows(
            windows,
            Optional.of(
                "address or size of a memory BAR of %s is not told".formatted(vmd.address())));
  }

  /// Where the host has the memory BARs; each empty where that is where the guest has them.
  private record Shadow(Optional<Long> first, Optional<Long> second) {}

  private static final Shadow NONE = new Shadow(Optional.empty(), Optional.empty());

  private static Optional<HostBridgeWindow> window(
      PciBus rootBus,
      PciFunction vmd,
      int index,
      long reserved,
      Optional<Long> place,
      Function<Bar, Optional<Long>> cpuStart) {
    Optional<Bar> bar = vmd.bar(index).filter(Bar::hasMemoryAddress);
    Optional<Long> start = bar.flatMap(cpuStart);
    Optional<Long> size =
        bar.flatMap(each -> each.size().ifKnown())
            .filter(bytes -> Long.compareUnsigned(bytes, reserved) > 0);
    if (start.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    long offset = place.map(real -> start.get() - (real & ADDRESS_BITS)).orElse(0L);
    AddressRange cpu = AddressRange.ofSize(start.get() + reserved, size.get() - reserved);
    var bus = new AddressRange(cpu.first() - offset, cpu.last() - offset);
    String how =
        "the window of BAR %d of VMD function %s%s"
            .formatted(
                index,
                vmd.address(),
                place.isPresent() ? ", shifted by its shadow register" : ", no shadow register");
    return Optional.of(new HostBridgeWindow(rootBus, cpu, bus, new Inferred(how)));
  }

  private static Fact<Shadow> shadowOf(PciFunction vmd, VmdDevice product) {
    return switch (product.shadow()) {
      case NATIVE -> nativeShadow(vmd);
      case VENDOR_CAPABILITY -> vendorShadow(vmd);
    };
  }

  /// VMLOCK says whether there are shadow registers; they are in MEMBAR2, which no dump holds.
  private static Fact<Shadow> nativeShadow(PciFunction vmd) {
    ConfigSpace config = vmd.config();
    if (!config.has(VMLOCK, 4)) {
      return Fact.unknown("VMLOCK of VMD function %s is not dumped".formatted(vmd.address()));
    }
    return (config.u32(VMLOCK) & SHADOW_ENABLED) == 0
        ? Fact.known(NONE, vmd.position())
        : Fact.unknown(
            "the shadow registers of VMD function %s are in its memory, which no dump holds"
                .formatted(vmd.address()));
  }

  private static Fact<Shadow> vendorShadow(PciFunction vmd) {
    Capabilities capabilities = vmd.capabilities();
    Optional<UnknownCapability> vendor =
        capabilities.all().stream()
            .filter(UnknownCapability.class::isInstance)
            .map(UnknownCapability.class::cast)
            .filter(each -> each.offset() < ConfigSpace.CONVENTIONAL_SIZE)
            .filter(each -> each.id().orElse(0) == VENDOR_SPECIFIC)
            .findFirst();
    if (vendor.isEmpty()) {
      return capabilities.standardMissing().isPresent()
          ? Fact.unknown(
              "the capabilities of VMD function %s are not dumped".formatted(vmd.address()))
          : Fact.known(NONE, vmd.position());
    }
    int at = vendor.get().offset();
    if (!vmd.config().has(at, 24)) {
      return Fact.unknown(
          "the vendor capability of VMD function %s is not dumped".formatted(vmd.address()));
    }
    return vmd.config().u32(at + 4) == SHDW
        ? Fact.known(
            new Shadow(
                Optional.of(vmd.config().u64(at + 8)), Optional.of(vmd.config().u64(at + 16))),
            vmd.position())
        : Fact.known(NONE, vmd.position());
  }
}
