package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers, sizes and address ranges as people write them.
final class NumberWords {

  static final String RANGE_HINT = "first … last, or first + size";

  private static final List<String> UNITS = List.of("", "K", "M", "G", "T", "P");
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+)\\s*([KMGTP]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern RANGE =
      Pattern.compile("(\\S+?)\\s*(?:…|\\.\\.+|-|\\bto\\b)\\s*(\\S+)");
  private static final Pattern SIZED = Pattern.compile("(\\S+)\\s*\\+\\s*(.+)");

  private NumberWords() {}

  static Parsed<Integer> count(String text, String what) {
    String digits = text.strip();
    return Parsed.of(
        digits.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty(),
        what + " is a whole number, not “" + digits + "”");
  }

  /// `0x2000_0000_1000`; the prefix and the lines may be left out.
  static Parsed<Long> address(String text) {
    return Parsed.of(hex(text), "an address is written 0x2000_0000, not “" + text.strip() + "”");
  }

  static Optional<Long> hex(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT).replace("_", "");
    digits = digits.startsWith("0x") ? digits.substring(2) : digits;
    return digits.matches("[0-9a-f]{1,16}")
        ? Optional.of(Long.parseUnsignedLong(digits, 16))
        : Optional.empty();
  }

  /// `64 MiB`, `4K`, `512`.
  static Optional<Long> size(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int unit = UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
    BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(10 * unit);
    return bytes.bitLength() <= 63 ? Optional.of(bytes.longValue()) : Optional.empty();
  }

  static Parsed<AddressRange> range(String text) {
    Matcher sized = SIZED.matcher(text.strip());
    if (sized.matches()) {
      return address(sized.group(1))
          .then(first ->
              Parsed.of(
                      size(sized.group(2)).filter(bytes -> bytes > 0),
                      "a size is written 64 MiB, not “" + sized.group(2) + "”")
                  .then(bytes -> new Parsed.Value<>(AddressRange.ofSize(first, bytes))));
    }
    Matcher matcher = RANGE.matcher(text.strip());
    if (!matcher.matches()) {
      return new Parsed.Wrong<>("a range is written " + RANGE_HINT);
    }
    return address(matcher.group(1))
        .then(first -> address(matcher.group(2)).then(last -> range(first, last)));
  }

  private static Parsed<AddressRange> range(long first, long last) {
    return Long.compareUnsigned(first, last) <= 0
        ? new Parsed.Value<>(new AddressRange(first, last))
        : new Parsed.Wrong<>(
            "the range ends at %s, before its start %s".formatted(Hex.of(last), Hex.of(first)));
  }

  static String spell(AddressRange range) {
    return Hex.grouped(range.first()) + " … " + Hex.grouped(range.last());
  }
}
