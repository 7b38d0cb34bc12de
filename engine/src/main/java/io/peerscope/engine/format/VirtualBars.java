package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.Resource;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Bus addresses for the BARs of virtual functions, which have no registers of their own: those of
/// all of them lie in one run, whose start the physical function's VF BAR register holds (SR-IOV
/// 1.1, 3.3.14) and whose CPU address its `resource` does.
///
/// @param physical the physical function
/// @param sysfs what sysfs says of it
record VirtualBars(PciFunction physical, SysfsFunction sysfs) {

  /// Lines of `resource` before those of the VF BARs: six BARs and the ROM.
  private static final int FIRST_LINE = 7;

  private static final int VF_BARS = 6;
  private static final int BRIDGE_WINDOWS = 4;
  private static final int FIRST_REGISTER = 0x24;
  private static final int MEMORY_64 = 4;
  private static final int TYPE = 6;

  PciFunction of(PciFunction virtual) {
    return virtual.withBars(virtual.bars().stream().map(this::completed).toList());
  }

  private Bar completed(Bar bar) {
    if (bar.bus() instanceof Known
        || !(bar.cpu() instanceof Known<HostPhysicalAddress>(var cpu, _))) {
      return bar;
    }
    return busAddress(bar.index(), cpu)
        .map(bus ->
            new Bar(
                bar.index(),
                bar.kind(),
                bar.prefetchable(),
                bus,
                bar.cpu(),
                bar.size(),
                bar.state()))
        .orElse(bar);
  }

  private Optional<Fact<BusAddress>> busAddress(int index, HostPhysicalAddress cpu) {
    Optional<AddressRange> range =
        hasVirtualLines()
            ? sysfs.resource(FIRST_LINE + index).flatMap(Resource::range)
            : Optional.empty();
    Optional<SingleRootIov> capability =
        physical.capabilities().singleRootIov().ifKnown().flatMap(known -> known);
    if (range.isEmpty() || capability.isEmpty() || !range.get().contains(cpu.value())) {
      return Optional.empty();
    }
    return register(capability.get().offset() + FIRST_REGISTER + 4 * index)
        .map(start -> start.map(bus -> bus.plus(cpu.value() - range.get().first())));
  }

  /// 7 lines for a function, 4 more for a bridge, 6 more where the kernel knows SR-IOV.
  private boolean hasVirtualLines() {
    int lines = sysfs.resources().size();
    return lines == FIRST_LINE + VF_BARS || lines == FIRST_LINE + VF_BARS + BRIDGE_WINDOWS;
  }

  private Optional<Fact<BusAddress>> register(int offset) {
    ConfigSpace config = physical.config();
    if (!config.has(offset, 4)) {
      return Optional.empty();
    }
    int low = config.u32(offset);
    boolean wide = (low & TYPE) == MEMORY_64;
    if (wide && !config.has(offset + 4, 4)) {
      return Optional.empty();
    }
    long high = wide ? Integer.toUnsignedLong(config.u32(offset + 4)) << 32 : 0;
    long address = high | Integer.toUnsignedLong(low & ~0xf);
    var position = new SourcePosition(sysfs.configPosition().file(), config.lineOf(offset));
    return address == 0
        ? Optional.empty()
        : Optional.of(Fact.known(new BusAddress(address), position));
  }
}
