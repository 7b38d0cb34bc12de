package io.peerscope.engine.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/// The processor, as far as the P2PDMA rules ask for it.
///
/// @param vendor CPUID vendor string, e.g. `AuthenticAMD`; for other architectures a word such as
///   `POWER9`
/// @param family CPU family as Linux shows it (extended family included)
public record Cpu(String vendor, int family) {

  private static final Pattern SPELLING =
      Pattern.compile("([A-Za-z][A-Za-z0-9 _-]*)/(0[xX][0-9a-fA-F]{1,6}|[0-9]{1,6})");

  /// Reads `VENDOR/FAMILY`, the family in decimal or with `0x` in hex.
  public static Optional<Cpu> parse(String text) {
    var matcher = SPELLING.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(new Cpu(matcher.group(1), Integer.decode(hexOrDecimal(matcher.group(2)))))
        : Optional.empty();
  }

  private static String hexOrDecimal(String number) {
    return number.startsWith("0x") || number.startsWith("0X")
        ? number
        : String.valueOf(Integer.parseInt(number));
  }

  /// Whether the vendor makes x86 processors, where host-bridge windows are identity.
  public boolean isX86() {
    return switch (vendor) {
      case "GenuineIntel", "AuthenticAMD", "HygonGenuine", "CentaurHauls", "  Shanghai  " -> true;
      default -> vendor.strip().equals("Shanghai");
    };
  }

  /// Whether it is a POWER processor, where Linux never maps with its own DMA operations.
  public boolean isPower() {
    return vendor.startsWith("POWER");
  }

  @Override
  public String toString() {
    return "%s/0x%x".formatted(vendor, family);
  }
}
