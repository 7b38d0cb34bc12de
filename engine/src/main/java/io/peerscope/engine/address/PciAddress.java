package io.peerscope.engine.address;

import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern SPELLING =
      Pattern.compile("(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");

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
    var matcher = SPELLING.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3), 16) > 0x1f) {
      return Optional.empty();
    }
    String domain = matcher.group(1);
    return Optional.of(
        new PciAddress(
            domain == null ? 0 : Integer.parseUnsignedInt(domain, 16),
            Integer.parseInt(matcher.group(2), 16),
            Integer.parseInt(matcher.group(3), 16),
            Integer.parseInt(matcher.group(4), 16)));
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

  @Override
  public int compareTo(PciAddress other) {
    return Long.compare(packed(), other.packed());
  }

  @Override
  public String toString() {
    return Hex.padded(domain, 4) + ":" + shortForm();
  }
}
