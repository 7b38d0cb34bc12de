package io.peerscope.engine.address;

import java.util.HexFormat;
import java.util.Optional;

/// The address of a PCI function, `domain:bus:device.function` ("BDF"), as sysfs spells it.
///
/// Ordered as the kernel and lspci list functions: by domain, bus, device, function.
///
/// @param domain PCI domain (firmware word: segment group); VMD domains start at 0x10000
/// @param bus bus number, 0 to 0xff
/// @param device device number, 0 to 0x1f
/// @param function function number, 0 to 7
public record PciAddress(int domain, int bus, int device, int function)
    implements Comparable<PciAddress> {

  /// Letters of `bb:dd.f`.
  private static final int SHORT = 7;

  private static final int LEAST_DOMAIN = 4;
  private static final int MOST_DOMAIN = 8;

  public PciAddress {
    if (bus < 0 || bus > 0xff) {
      throw new IllegalArgumentException("bus %x is above ff".formatted(bus));
    }
    if (device < 0 || device > 0x1f) {
      throw new IllegalArgumentException("device %x is above 1f".formatted(device));
    }
    if (function < 0 || function > 7) {
      throw new IllegalArgumentException("function %x is above 7".formatted(function));
    }
  }

  /// Reads `dddd:bb:dd.f` (4 to 8 domain digits) or the short form `bb:dd.f`, which means domain 0.
  public static Optional<PciAddress> parse(String text) {
    int shortForm = text.length() - SHORT;
    if (!hasRoomForADomain(shortForm)
        || (shortForm > 0 && text.charAt(shortForm - 1) != ':')
        || text.charAt(shortForm + 2) != ':'
        || text.charAt(shortForm + 5) != '.') {
      return Optional.empty();
    }
    long domain = hex(text, 0, Math.max(0, shortForm - 1));
    long bus = hex(text, shortForm, shortForm + 2);
    long device = hex(text, shortForm + 3, shortForm + 5);
    int function = text.charAt(shortForm + 6) - '0';
    return domain < 0 || bus < 0 || device < 0 || device > 0x1f || function < 0 || function > 7
        ? Optional.empty()
        : Optional.of(new PciAddress((int) domain, (int) bus, (int) device, function));
  }

  /// Whether so many letters before the short form are none, or a domain and a colon.
  private static boolean hasRoomForADomain(int letters) {
    return letters == 0 || (letters > LEAST_DOMAIN && letters <= MOST_DOMAIN + 1);
  }

  /// What hex digits say; below 0 where one is none.
  private static long hex(String text, int from, int to) {
    long value = 0;
    for (int at = from; at < to; at++) {
      char letter = text.charAt(at);
      if (!HexFormat.isHexDigit(letter)) {
        return -1;
      }
      value = value << 4 | HexFormat.fromHexDigit(letter);
    }
    return value;
  }

  /// The function on the given bus whose routing ID within that bus is `devfn`.
  public static PciAddress of(PciBus bus, int devfn) {
    return new PciAddress(bus.domain(), bus.number(), devfn >> 3, devfn & 7);
  }

  /// The bus that the function sits on.
  public PciBus onBus() {
    return new PciBus(domain, bus);
  }

  /// Device and function number in one byte, as PCI puts them into a requester ID.
  public int devfn() {
    return device << 3 | function;
  }

  /// Bus, device and function in 16 bits: the requester ID of a TLP.
  public int requesterId() {
    return bus << 8 | devfn();
  }

  /// All four parts in one number that sorts as the address does.
  public long packed() {
    return Integer.toUnsignedLong(domain) << 16 | requesterId();
  }

  /// `bb:dd.f`, for places where the domain is plain from the surroundings.
  public String shortForm() {
    return Hex.padded(bus, 2) + ":" + Hex.padded(device, 2) + "." + function;
  }

  /// By hand, as every map of functions asks: what a record has by itself is slow until it is
  /// compiled.
  @Override
  public boolean equals(Object other) {
    return other instanceof PciAddress that
        && domain == that.domain
        && bus == that.bus
        && device == that.device
        && function == that.function;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * domain + bus) + device) + function;
  }

  @Override
  public int compareTo(PciAddress other) {
    return Long.compare(packed(), other.packed());
  }

  @Override
  public String toString() {
    return Hex.padded(domain, 4) + ":" + shortForm();
  }
}
