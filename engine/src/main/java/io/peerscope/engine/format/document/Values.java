package io.peerscope.engine.format.document;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.format.document.JsonValue.Text;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How single values are spelled in a document. Reading one that is spelled wrongly throws
/// [IllegalArgumentException], which [FieldReader] turns into a diagnostic.
final class Values {

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");
  private static final String PREFIX = "0x";
  private static final int MOST_DIGITS = 16;
  private static final Pattern BUS = Pattern.compile("([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2})");
  private static final Pattern IDS = Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{4})");
  private static final Pattern CLASS = Pattern.compile("([0-9a-fA-F]{4})([0-9a-fA-F]{2})?");
  private static final Pattern LINK = Pattern.compile("x([0-9]{1,3}) (.*)");

  private Values() {}

  static String string(JsonValue value) {
    if (value instanceof Text(var content)) {
      return content;
    }
    throw new IllegalArgumentException("it is not a text");
  }

  static Text text(Object value) {
    return new Text(value.toString());
  }

  static boolean flag(JsonValue value) {
    return switch (value) {
      case JsonValue.Word.TRUE -> true;
      case JsonValue.Word.FALSE -> false;
      default -> throw new IllegalArgumentException("it is neither true nor false");
    };
  }

  static JsonValue number(int value) {
    return new JsonValue.Digits(Integer.toString(value));
  }

  static int integer(JsonValue value) {
    if (value instanceof JsonValue.Digits(var digits)) {
      return Integer.parseInt(digits);
    }
    throw new IllegalArgumentException("it is not a number");
  }

  /// A number from 0 to `most`.
  static int integer(JsonValue value, int most) {
    int number = integer(value);
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("%d is not 0 to %d".formatted(number, most));
    }
    return number;
  }

  /// A number of 16 bits.
  static int halfWord(JsonValue value) {
    return integer(value, 0xffff);
  }

  static Text toHex(long value) {
    return new Text(Hex.of(value));
  }

  static long hex(JsonValue value) {
    String text = string(value);
    return hex(text, 0, text.length()).orElseThrow(() -> strangeValue(value, "0x…"));
  }

  /// `0x` and one to sixteen digits.
  private static OptionalLong hex(String text, int from, int to) {
    int digits = from + PREFIX.length();
    if (!text.startsWith(PREFIX, from) || to <= digits || to - digits > MOST_DIGITS) {
      return OptionalLong.empty();
    }
    for (int at = digits; at < to; at++) {
      if (!HexFormat.isHexDigit(text.charAt(at))) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(HexFormat.fromHexDigitsToLong(text, digits, to));
  }

  static Text toWord(int value) {
    return new Text(Hex.of(Integer.toUnsignedLong(value)));
  }

  static int word(JsonValue value) {
    long word = hex(value);
    if (word >>> 32 != 0) {
      throw new IllegalArgumentException(Hex.of(word) + " has more than 32 bits");
    }
    return (int) word;
  }

  static PciAddress address(JsonValue value) {
    return PciAddress.parse(string(value))
        .orElseThrow(() -> new IllegalArgumentException(strange(value, "dddd:bb:dd.f")));
  }

  static PciBus bus(JsonValue value) {
    Matcher bus = match(BUS, value, "dddd:bb");
    return new PciBus(
        Integer.parseUnsignedInt(bus.group(1), 16), Integer.parseInt(bus.group(2), 16));
  }

  static AddressRange range(JsonValue value) {
    String text = string(value);
    int middle = Math.max(0, text.indexOf('-'));
    OptionalLong first = hex(text, 0, middle);
    OptionalLong last = hex(text, middle + 1, text.length());
    if (first.isEmpty() || last.isEmpty()) {
      throw strangeValue(value, "0x…-0x…");
    }
    return new AddressRange(first.getAsLong(), last.getAsLong());
  }

  static VendorDevice ids(JsonValue value) {
    Matcher ids = match(IDS, value, "vvvv:dddd");
    return new VendorDevice(Integer.parseInt(ids.group(1), 16), Integer.parseInt(ids.group(2), 16));
  }

  static ClassCode classCode(JsonValue value) {
    Matcher code = match(CLASS, value, "four or six hex digits");
    return new ClassCode(
        Integer.parseInt(code.group(1), 16),
        code.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(code.group(2), 16)));
  }

  /// `x8 16GT/s`.
  static Text toLink(Link link) {
    return new Text("x" + link.width() + " " + link.speed());
  }

  static Link link(JsonValue value) {
    Matcher link = match(LINK, value, "x8 16GT/s");
    return new Link(link.group(2), Integer.parseInt(link.group(1)));
  }

  static Bytes bytes(JsonValue value) {
    return Bytes.of(string(value).isEmpty() ? new byte[0] : SPACED.parseHex(string(value)));
  }

  private static Matcher match(Pattern pattern, JsonValue value, String form) {
    Matcher matcher = pattern.matcher(string(value));
    if (!matcher.matches()) {
      throw strangeValue(value, form);
    }
    return matcher;
  }

  private static IllegalArgumentException strangeValue(JsonValue value, String form) {
    return new IllegalArgumentException(strange(value, form));
  }

  private static String strange(JsonValue value, String form) {
    return "\"%s\" is not of the form %s".formatted(string(value), form);
  }
}
