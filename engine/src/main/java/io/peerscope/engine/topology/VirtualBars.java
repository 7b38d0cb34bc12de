package io.peerscope.engine.topology;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The memory of virtual functions, whose own BAR registers read 0: the SR-IOV capability of the
/// physical function holds where that of the first one starts (SR-IOV 1.1, 3.3.14).
///
///     VF n, BAR i  =  VF BAR i of the physical function  +  n × size
///
/// No register tells the size; an operating system does.
public final class VirtualBars {

  private static final int FIRST_REGISTER = 0x24;
  private static final int COUNT = 6;
  private static final int TYPE_64_BIT = 0x4;
  private static final int TYPE_MASK = 0x6;
  private static final int PREFETCHABLE = 0x8;

  private VirtualBars() {}

  /// A virtual function with the bus addresses of its BARs, where both register and size are known.
  static PciFunction fill(PciFunction virtual, PciFunction physical) {
    Optional<Integer> index = indexOf(virtual, physical);
    if (index.isEmpty()) {
      return virtual;
    }
    List<Bar> starts = starts(physical);
    return virtual.withBars(
        virtual.bars().stream().map(bar -> withBus(bar, starts, index.get())).toList());
  }

  private static Bar withBus(Bar bar, List<Bar> starts, int index) {
    Optional<BusAddress> start =
        starts.stream()
            .filter(each -> each.index() == bar.index())
            .findFirst()
            .flatMap(each -> each.bus().ifKnown());
    Optional<Long> size = bar.size().ifKnown();
    return bar.bus().ifKnown().isPresent() || start.isEmpty() || size.isEmpty()
        ? bar
        : new Bar(
            bar.index(),
            bar.kind(),
            bar.prefetchable(),
            Fact.known(
                start.get().plus(index * size.get()),
                new Inferred("VF BAR %d of the physical function".formatted(bar.index()))),
            bar.cpu(),
            bar.size(),
            bar.state());
  }

  /// The number of a virtual function, from 0.
  private static Optional<Integer> indexOf(PciFunction virtual, PciFunction physical) {
    Optional<SingleRootIov> sriov = sriov(physical);
    int offset = sriov.flatMap(each -> each.vfOffset().ifKnown()).orElse(0);
    int stride = sriov.flatMap(each -> each.vfStride().ifKnown()).orElse(0);
    int distance = virtual.address().requesterId() - physical.address().requesterId() - offset;
    if (offset == 0 || distance < 0) {
      return Optional.empty();
    }
    if (distance == 0) {
      return Optional.of(0);
    }
    return stride == 0 || distance % stride != 0
        ? Optional.empty()
        : Optional.of(distance / stride);
  }

  private static Optional<SingleRootIov> sriov(PciFunction physical) {
    return physical.capabilities().singleRootIov().ifKnown().flatMap(found -> found);
  }

  /// Where the memory of the virtual functions of a physical one starts, as BARs without a size.
  public static List<Bar> starts(PciFunction physical) {
    Optional<SingleRootIov> sriov = sriov(physical);
    List<Bar> starts = new ArrayList<>();
    for (int index = 0; index < COUNT && sriov.isPresent(); index++) {
      int register = sriov.get().offset() + FIRST_REGISTER + 4 * index;
      int low = physical.config().u32(register);
      boolean wide = (low & TYPE_MASK) == TYPE_64_BIT;
      if (!physical.config().has(register, wide ? 8 : 4)) {
        break;
      }
      long high = wide ? Integer.toUnsignedLong(physical.config().u32(register + 4)) << 32 : 0;
      long address = Integer.toUnsignedLong(low & ~0xf) | high;
      if (address != 0) {
        starts.add(start(index, low, wide, address, physical));
      }
      index += wide ? 1 : 0;
    }
    return starts;
  }

  private static Bar start(int index, int low, boolean wide, long address, PciFunction physical) {
    return new Bar(
        index,
        wide ? BarKind.MEMORY_64 : BarKind.MEMORY_32,
        (low & PREFETCHABLE) != 0,
        Fact.known(new BusAddress(address), physical.position()),
        Fact.unknown("a register holds bus addresses"),
        Fact.unknown("no register tells the size of a virtual function's BAR"),
        BarState.VIRTUAL);
  }
}
