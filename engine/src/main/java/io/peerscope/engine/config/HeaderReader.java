package io.peerscope.engine.config;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Decodes the header of configuration space (PCI 3.0, 6.1; PCI-to-PCI Bridge 1.2, 3.2).
public final class HeaderReader {

  private static final int VENDOR = 0x00;
  private static final int COMMAND = 0x04;
  private static final int CLASS = 0x09;
  private static final int HEADER_TYPE = 0x0e;
  private static final int FIRST_BAR = 0x10;
  private static final int BUS_NUMBERS = 0x18;
  private static final int IO_BASE = 0x1c;
  private static final int MEMORY_BASE = 0x20;
  private static final int PREFETCHABLE_BASE = 0x24;
  private static final int PREFETCHABLE_BASE_UPPER = 0x28;
  private static final int PREFETCHABLE_LIMIT_UPPER = 0x2c;
  private static final int IO_BASE_UPPER = 0x30;
  private static final int COMMAND_IO = 1;
  private static final int COMMAND_MEMORY = 2;
  private static final String NO_SIZE = "a register dump does not tell the size of a BAR";
  private static final String NO_CPU_ADDRESS = "a register dump holds bus addresses only";

  /// What is read where nothing was dumped.
  private static final Header NOTHING = new HeaderReader(ConfigSpace.none(), "").readRegisters();

  private final ConfigSpace config;
  private final String file;

  /// @param config the bytes to decode
  /// @param file name of the input, for the origin of each fact
  public HeaderReader(ConfigSpace config, String file) {
    this.config = config;
    this.file = file;
  }

  /// All of the header that was dumped; the rest is unknown.
  public Header read() {
    return config.isEmpty() ? NOTHING : readRegisters();
  }

  private Header readRegisters() {
    HeaderType type =
        config.has(HEADER_TYPE, 1) ? HeaderType.of(config.u8(HEADER_TYPE)) : HeaderType.UNKNOWN;
    return new Header(type, id(), classCode(), buses(type), bars(type), windows(type));
  }

  private Fact<VendorDevice> id() {
    return config.has(VENDOR, 4)
        ? Fact.known(new VendorDevice(config.u16(VENDOR), config.u16(VENDOR + 2)), at(VENDOR))
        : notDumped(VENDOR);
  }

  private Fact<ClassCode> classCode() {
    return config.has(CLASS, 3)
        ? Fact.known(
            new ClassCode(config.u16(CLASS + 1), OptionalInt.of(config.u8(CLASS))), at(CLASS))
        : notDumped(CLASS);
  }

  private Fact<Optional<BridgeBuses>> buses(HeaderType type) {
    return switch (type) {
      case PCI_BRIDGE, CARDBUS ->
          config.has(BUS_NUMBERS, 3)
              ? Fact.known(
                  Optional.of(
                      new BridgeBuses(
                          config.u8(BUS_NUMBERS),
                          config.u8(BUS_NUMBERS + 1),
                          config.u8(BUS_NUMBERS + 2))),
                  at(BUS_NUMBERS))
              : notDumped(BUS_NUMBERS);
      case GENERAL -> Fact.known(Optional.empty(), at(HEADER_TYPE));
      case UNKNOWN ->
          config.has(HEADER_TYPE, 1)
              ? Fact.unknown("its header type %02x is unknown".formatted(config.u8(HEADER_TYPE)))
              : notDumped(HEADER_TYPE);
    };
  }

  private List<Bar> bars(HeaderType type) {
    var bars = new ArrayList<Bar>();
    int index = 0;
    while (index < type.barCount()) {
      int register = FIRST_BAR + 4 * index;
      if (!config.has(register, 4)) {
        break;
      }
      int low = config.u32(register);
      BarKind kind = kindOf(low);
      boolean wide = kind == BarKind.MEMORY_64 && index + 1 < type.barCount();
      if (low != 0 || wide) {
        bars.add(bar(index, low, kind));
      }
      index += wide ? 2 : 1;
    }
    return bars;
  }

  private static BarKind kindOf(int low) {
    if ((low & 1) != 0) {
      return BarKind.IO;
    }
    return switch (low >> 1 & 3) {
      case 0 -> BarKind.MEMORY_32;
      case 1 -> BarKind.MEMORY_LOW_1M;
      case 2 -> BarKind.MEMORY_64;
      default -> BarKind.MEMORY_RESERVED;
    };
  }

  private Bar bar(int index, int low, BarKind kind) {
    int register = FIRST_BAR + 4 * index;
    long address = Integer.toUnsignedLong(low & (kind == BarKind.IO ? ~3 : ~0xf));
    if (kind == BarKind.MEMORY_64 && config.has(register + 4, 4)) {
      address |= Integer.toUnsignedLong(config.u32(register + 4)) << 32;
    }
    Fact<BusAddress> bus =
        address == 0
            ? Fact.unknown("the BAR register holds no address")
            : Fact.known(new BusAddress(address), at(register));
    return new Bar(
        index,
        kind,
        kind != BarKind.IO && (low & 8) != 0,
        bus,
        Fact.unknown(NO_CPU_ADDRESS),
        Fact.unknown(NO_SIZE),
        stateOf(address, kind));
  }

  private BarState stateOf(long address, BarKind kind) {
    if (address == 0) {
      return BarState.UNASSIGNED;
    }
    int decoding = kind == BarKind.IO ? COMMAND_IO : COMMAND_MEMORY;
    boolean off = config.has(COMMAND, 2) && (config.u16(COMMAND) & decoding) == 0;
    return off ? BarState.DISABLED : BarState.ASSIGNED;
  }

  private List<BridgeWindow> windows(HeaderType type) {
    if (type != HeaderType.PCI_BRIDGE) {
      return List.of();
    }
    return List.of(
        new BridgeWindow(WindowKind.IO, ioWindow()),
        new BridgeWindow(WindowKind.MEMORY, memoryWindow()),
        new BridgeWindow(WindowKind.PREFETCHABLE, prefetchableWindow()));
  }

  private Fact<Optional<AddressRange>> ioWindow() {
    if (!config.has(IO_BASE, 2)) {
      return notDumped(IO_BASE);
    }
    long base = (config.u8(IO_BASE) & 0xf0L) << 8;
    long limit = (config.u8(IO_BASE + 1) & 0xf0L) << 8;
    if ((config.u8(IO_BASE) & 0xf) == 1 && config.has(IO_BASE_UPPER, 4)) {
      base |= (long) config.u16(IO_BASE_UPPER) << 16;
      limit |= (long) config.u16(IO_BASE_UPPER + 2) << 16;
    }
    boolean absent = config.u16(IO_BASE) == 0;
    return window(absent, base, limit | 0xfff, IO_BASE);
  }

  private Fact<Optional<AddressRange>> memoryWindow() {
    if (!config.has(MEMORY_BASE, 4)) {
      return notDumped(MEMORY_BASE);
    }
    long base = (config.u16(MEMORY_BASE) & 0xfff0L) << 16;
    long limit = (config.u16(MEMORY_BASE + 2) & 0xfff0L) << 16;
    return window(config.u32(MEMORY_BASE) == 0, base, limit | 0xfffff, MEMORY_BASE);
  }

  private Fact<Optional<AddressRange>> prefetchableWindow() {
    if (!config.has(PREFETCHABLE_BASE, 4)) {
      return notDumped(PREFETCHABLE_BASE);
    }
    long base = (config.u16(PREFETCHABLE_BASE) & 0xfff0L) << 16;
    long limit = (config.u16(PREFETCHABLE_BASE + 2) & 0xfff0L) << 16;
    if ((config.u16(PREFETCHABLE_BASE) & 0xf) == 1) {
      if (!config.has(PREFETCHABLE_BASE_UPPER, 8)) {
        return notDumped(PREFETCHABLE_BASE_UPPER);
      }
      base |= Integer.toUnsignedLong(config.u32(PREFETCHABLE_BASE_UPPER)) << 32;
      limit |= Integer.toUnsignedLong(config.u32(PREFETCHABLE_LIMIT_UPPER)) << 32;
    }
    boolean absent = config.u32(PREFETCHABLE_BASE) == 0;
    return window(absent, base, limit | 0xfffff, PREFETCHABLE_BASE);
  }

  private Fact<Optional<AddressRange>> window(boolean absent, long base, long last, int register) {
    boolean closed = absent || Long.compareUnsigned(base, last) > 0;
    return Fact.known(
        closed ? Optional.empty() : Optional.of(new AddressRange(base, last)), at(register));
  }

  private SourcePosition at(int offset) {
    return new SourcePosition(file, config.lineOf(offset));
  }

  private <T> Fact<T> notDumped(int offset) {
    return Fact.unknown("register " + Hex.padded(offset, 2) + " is not in the dump");
  }
}
