package io.peerscope.engine.address;

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

  private static final int DIGITS_OF_BUS = 2;
  private static final int FEWEST_DIGITS_OF_DOMAIN = 4;
  private static final int MOST_DIGITS_OF_DOMAIN = 8;
  private static final int LENGTH_FROM_BUS = 7;

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
    if (text.isEmpty() || lengthIn(text) != text.length()) {
      return Optional.empty();
    }
    int bus = text.length() - LENGTH_FROM_BUS;
    int device = hex(text, bus + 3, bus + 5);
    return device > 0x1f
        ? Optional.empty()
        : Optional.of(
            new PciAddress(
                bus == 0 ? 0 : hex(text, 0, bus - 1),
                hex(text, bus, bus + 2),
                device,
                text.charAt(bus + 6) - '0'));
  }

  /// How many letters of a text from its start on spell an address, its device number not looked
  /// at; 0 where it does not start with one.
  public static int lengthIn(String text) {
    int digits = digitsIn(text, 0);
    boolean hasDomain = digits >= FEWEST_DIGITS_OF_DOMAIN && digits <= MOST_DIGITS_OF_DOMAIN;
    int bus = hasDomain ? digits + 1 : 0;
    boolean isAddress =
        (hasDomain || digits == DIGITS_OF_BUS)
            && text.length() >= bus + LENGTH_FROM_BUS
            && (!hasDomain || text.charAt(digits) == ':')
            && digitsIn(text, bus) == DIGITS_OF_BUS
            && text.charAt(bus + 2) == ':'
            && digitsIn(text, bus + 3) == DIGITS_OF_BUS
            && text.charAt(bus + 5) == '.'
            && text.charAt(bus + 6) >= '0'
            && text.charAt(bus + 6) <= '7';
    return isAddress ? bus + LENGTH_FROM_BUS : 0;
  }

  /// How many hex digits follow each other, up to one more than any part of an address has.
  private static int digitsIn(String text, int from) {
    int at = from;
    int end = Math.min(text.length(), from + MOST_DIGITS_OF_DOMAIN + 1);
    while (at < end && digit(text.charAt(at)) >= 0) {
      at++;
    }
    return at - from;
  }

  private static int hex(String text, int from, int to) {
    int value = 0;
    for (int at = from; at < to; at++) {
      value = value << 4 | digit(text.charAt(at));
    }
    return value;
  }

  private static int digit(char letter) {
    return letter < 0x80 ? Character.digit(letter, 16) : -1;
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
