package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Keeps the dumped bytes of a function in step with what an edit says of it.
///
/// Only registers whose fact changed are written, and only bits of that fact. A fact that became
/// unknown leaves the register as it was.
final class Registers {

  private static final int VENDOR = 0x00;
  private static final int REVISION_AND_CLASS = 0x08;
  private static final int FIRST_BAR = 0x10;
  private static final int BUS_NUMBERS = 0x18;
  private static final int MEMORY_BASE = 0x20;
  private static final int PREFETCHABLE_BASE = 0x24;
  private static final int PREFETCHABLE_BASE_UPPER = 0x28;
  private static final int PREFETCHABLE_LIMIT_UPPER = 0x2c;
  private static final int LINK_CAPABILITIES = 0x0c;
  private static final int LINK_CONTROL = 0x10;
  private static final int ACS_WORDS = 4;
  private static final int NUM_VFS = 0x10;
  private static final int FIRST_VF_BAR = 0x24;
  private static final int VF_BARS = 6;
  private static final int CLOSED = 0x0000_fff0;

  private final ConfigSpace config;
  private final Map<Integer, Integer> written = new TreeMap<>();

  private Registers(ConfigSpace config) {
    this.config = config;
  }

  /// The function with bytes that say what it says.
  ///
  /// @param before the function whose facts its bytes agree with
  static PciFunction follow(PciFunction before, PciFunction after) {
    if (after.config().isEmpty()) {
      return after;
    }
    var registers = new Registers(after.config());
    registers.header(before, after);
    registers.windows(before.windows(), after.windows());
    registers.bars(before, after);
    registers.capabilities(before, after);
    return registers.written.isEmpty()
        ? after
        : after.toBuilder().config(after.config().with(registers.written)).build();
  }

  /// The function without the addresses of its virtual functions' BARs (SR-IOV 1.1, 3.3.14).
  static PciFunction withoutVirtualMemory(PciFunction function) {
    var sriov = function.capabilities().singleRootIov().ifKnown().flatMap(known -> known);
    if (sriov.isEmpty() || function.config().isEmpty()) {
      return function;
    }
    var registers = new Registers(function.config());
    for (int index = 0; index < VF_BARS; index++) {
      int at = sriov.get().offset() + FIRST_VF_BAR + 4 * index;
      boolean wide = (registers.config.u32(at) & 6) == 4;
      registers.write(at, ~0xf, 0);
      if (wide) {
        registers.write(at + 4, -1, 0);
        index++;
      }
    }
    return registers.written.isEmpty()
        ? function
        : function.toBuilder().config(function.config().with(registers.written)).build();
  }

  private void header(PciFunction before, PciFunction after) {
    changed(before.id(), after.id())
        .ifPresent(id -> write(VENDOR, -1, (id.vendor() & 0xffff) | id.device() << 16));
    changed(before.classCode(), after.classCode())
        .ifPresent(code -> {
          write(REVISION_AND_CLASS, 0xffff_0000, code.baseAndSub() << 16);
          code.progIf().ifPresent(progIf -> write(REVISION_AND_CLASS, 0xff00, progIf << 8));
        });
    changed(before.buses(), after.buses()).flatMap(found -> found).ifPresent(this::buses);
  }

  private void buses(BridgeBuses buses) {
    write(
        BUS_NUMBERS,
        0x00ff_ffff,
        buses.primary() | buses.secondary() << 8 | buses.subordinate() << 16);
  }

  /// The value of a fact, where it is known and was another one.
  private static <T> Optional<T> changed(Fact<T> before, Fact<T> after) {
    return after instanceof Known<T>(T value, _) && before.ifKnown().filter(value::equals).isEmpty()
        ? Optional.of(value)
        : Optional.empty();
  }

  private void windows(List<BridgeWindow> before, List<BridgeWindow> after) {
    for (BridgeWindow window : after) {
      Fact<Optional<AddressRange>> old =
          before.stream()
              .filter(each -> each.kind() == window.kind())
              .map(BridgeWindow::range)
              .findFirst()
              .orElse(Fact.unknown("new"));
      changed(old, window.range()).ifPresent(range -> window(window.kind(), range));
    }
  }

  private void window(WindowKind kind, Optional<AddressRange> range) {
    int low = range.map(Registers::baseAndLimit).orElse(CLOSED);
    switch (kind) {
      case IO -> {}
      case MEMORY -> write(MEMORY_BASE, -1, low);
      case PREFETCHABLE -> {
        write(PREFETCHABLE_BASE, 0xfff0_fff0, low);
        boolean wide = range.filter(open -> open.last() >>> 32 != 0).isPresent();
        if (wide) {
          write(PREFETCHABLE_BASE, 0x000f_000f, 0x0001_0001);
        }
        write(
            PREFETCHABLE_BASE_UPPER, -1, range.map(open -> (int) (open.first() >>> 32)).orElse(0));
        write(
            PREFETCHABLE_LIMIT_UPPER, -1, range.map(open -> (int) (open.last() >>> 32)).orElse(0));
      }
    }
  }

  private static int baseAndLimit(AddressRange range) {
    return (int) (range.first() >> 16 & 0xfff0) | (int) (range.last() & 0xfff0_0000);
  }

  private void bars(PciFunction before, PciFunction after) {
    for (Bar bar : after.bars()) {
      if (!before.bars().contains(bar)) {
        before.bar(bar.index()).filter(_ -> !isWide(bar)).ifPresent(old -> clearUpper(old, after));
        bar(before.bar(bar.index()), bar);
      }
    }
    for (Bar bar : before.bars()) {
      boolean upperHalf = after.bar(bar.index() - 1).filter(Registers::isWide).isPresent();
      if (after.bar(bar.index()).isEmpty() && !upperHalf) {
        write(register(bar), -1, 0);
        clearUpper(bar, after);
      }
    }
  }

  private void clearUpper(Bar gone, PciFunction after) {
    if (isWide(gone) && after.bar(gone.index() + 1).isEmpty()) {
      write(register(gone) + 4, -1, 0);
    }
  }

  private void bar(Optional<Bar> before, Bar bar) {
    boolean typeChanged =
        before
            .filter(old -> old.kind() == bar.kind() && old.prefetchable() == bar.prefetchable())
            .isEmpty();
    Optional<BusAddress> address = bar.bus().ifKnown();
    if (typeChanged || address.isPresent() || bar.state() == BarState.UNASSIGNED) {
      long value = address.map(BusAddress::value).orElse(0L);
      write(register(bar), -1, (int) value | bar.flags());
      if (isWide(bar)) {
        write(register(bar) + 4, -1, (int) (value >>> 32));
      }
    }
  }

  private static int register(Bar bar) {
    return FIRST_BAR + 4 * bar.index();
  }

  private static boolean isWide(Bar bar) {
    return bar.kind() == BarKind.MEMORY_64;
  }

  private void capabilities(PciFunction before, PciFunction after) {
    if (before.capabilities().equals(after.capabilities())) {
      return;
    }
    var oldAcs = before.capabilities().acs().ifKnown().flatMap(known -> known);
    after
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .filter(acs -> !oldAcs.equals(Optional.of(acs)))
        .ifPresent(this::acs);
    var oldSriov = before.capabilities().singleRootIov().ifKnown().flatMap(known -> known);
    after
        .capabilities()
        .singleRootIov()
        .ifKnown()
        .flatMap(known -> known)
        .filter(sriov -> !oldSriov.equals(Optional.of(sriov)))
        .ifPresent(this::sriov);
    Optional<PciExpress> old = before.capabilities().pciExpress().ifKnown().flatMap(known -> known);
    after
        .capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(known -> known)
        .filter(express -> !old.equals(Optional.of(express)))
        .ifPresent(this::link);
  }

  private void acs(AccessControlServices acs) {
    int at = acs.offset() + ACS_WORDS;
    acs.supported().ifKnown().ifPresent(word -> write(at, 0xffff, word));
    acs.control().ifKnown().ifPresent(word -> write(at, 0xffff_0000, word << 16));
  }

  private void sriov(SingleRootIov sriov) {
    int at = sriov.offset() + NUM_VFS;
    sriov.numVfs().ifKnown().ifPresent(count -> write(at, 0xffff, count));
  }

  private void link(PciExpress express) {
    express
        .maximum()
        .ifKnown()
        .flatMap(Registers::linkBits)
        .ifPresent(bits -> write(express.offset() + LINK_CAPABILITIES, 0x3ff, bits));
    express
        .current()
        .ifKnown()
        .flatMap(Registers::linkBits)
        .ifPresent(bits -> write(express.offset() + LINK_CONTROL, 0x03ff_0000, bits << 16));
  }

  /// Speed in bits 3:0, width in bits 9:4; nothing for a speed that has no code.
  static Optional<Integer> linkBits(Link link) {
    for (int code = 1; code <= 7; code++) {
      if (Link.ofRegister(code).speed().equals(link.speed())) {
        return Optional.of(code | link.width() << 4);
      }
    }
    return Optional.empty();
  }

  private void write(int offset, int mask, int value) {
    if (config.has(offset, 4)) {
      int old = written.getOrDefault(offset, config.u32(offset));
      written.put(offset, (old & ~mask) | (value & mask));
    }
  }
}
