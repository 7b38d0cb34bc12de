package io.peerscope.app.inspector.page;

import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What registers hold, as people write it.
final class RegisterWords {

  static final String LINK_HINT = "x16 32 GT/s";
  static final String BAR_HINT = "16 MiB 64-bit prefetchable";

  private static final Pattern IDS = Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{4})");
  private static final Pattern CLASS = Pattern.compile("([0-9a-fA-F]{4})([0-9a-fA-F]{2})?");
  private static final Pattern LINK =
      Pattern.compile(
          "[x×]?\\s*([0-9]{1,2})\\s*(?:@\\s*)?([0-9.]+)\\s*GT(?:/s)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> SPEEDS =
      Set.of("2.5GT/s", "5GT/s", "8GT/s", "16GT/s", "32GT/s", "64GT/s", "128GT/s");
  private static final Pattern BUSES =
      Pattern.compile("([0-9a-fA-F]{1,2})(?:\\s*(?:-|…|\\.\\.)\\s*([0-9a-fA-F]{1,2}))?");
  private static final Pattern BAR =
      Pattern.compile(
          "(.*?[0-9]\\s*[KMGTP]?(?:i?B)?)?\\s*,?\\s*(32-bit|64-bit|low-1M|I/O)?\\s*,?"
              + "\\s*(non-prefetchable|prefetchable|pref)?",
          Pattern.CASE_INSENSITIVE);

  /// A BAR as written.
  ///
  /// @param size bytes; empty where it is to be unknown
  record BarShape(Optional<Long> size, BarKind kind, boolean prefetchable) {}

  private RegisterWords() {}

  static Parsed<VendorDevice> ids(String text) {
    Matcher matcher = IDS.matcher(text.strip());
    return matcher.matches()
        ? new Parsed.Value<>(
            new VendorDevice(
                Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16)))
        : new Parsed.Wrong<>("vendor and device are written 15b3:101d");
  }

  static Parsed<ClassCode> classCode(String text) {
    Matcher matcher = CLASS.matcher(text.strip());
    if (!matcher.matches()) {
      return new Parsed.Wrong<>(
          "a class has four or six hex digits: 0302, or 010802 with its programming interface");
    }
    String progIf = matcher.group(2);
    return new Parsed.Value<>(
        new ClassCode(
            Integer.parseInt(matcher.group(1), 16),
            progIf == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(progIf, 16))));
  }

  static Parsed<Link> link(String text) {
    Matcher matcher = LINK.matcher(text.strip());
    if (!matcher.matches()) {
      return new Parsed.Wrong<>("a link is written " + LINK_HINT);
    }
    String speed = matcher.group(2).replaceFirst("\\.0$", "") + "GT/s";
    return SPEEDS.contains(speed)
        ? new Parsed.Value<>(new Link(speed, Integer.parseInt(matcher.group(1))))
        : new Parsed.Wrong<>("a lane runs at 2.5, 5, 8, 16, 32, 64 or 128 GT/s, not " + speed);
  }

  /// `02-05`, secondary and subordinate.
  static Parsed<BridgeBuses> buses(String text, int primary) {
    Matcher matcher = BUSES.matcher(text.strip());
    if (!matcher.matches()) {
      return new Parsed.Wrong<>("buses are written 02-05: the one right below, and the highest");
    }
    int secondary = Integer.parseInt(matcher.group(1), 16);
    int subordinate = matcher.group(2) == null ? secondary : Integer.parseInt(matcher.group(2), 16);
    return new Parsed.Value<>(new BridgeBuses(primary, secondary, subordinate));
  }

  /// `16 MiB 64-bit prefetchable`; what is left out stays.
  static Parsed<BarShape> bar(String text, BarShape before) {
    Matcher matcher = BAR.matcher(text.strip());
    String wrong = "a BAR is written " + BAR_HINT;
    if (text.isBlank() || !matcher.matches()) {
      return new Parsed.Wrong<>(wrong);
    }
    String sizeWords = matcher.group(1);
    Optional<Long> size =
        sizeWords == null || sizeWords.isBlank() ? before.size() : NumberWords.size(sizeWords);
    if (sizeWords != null && size.isEmpty()) {
      return new Parsed.Wrong<>(wrong);
    }
    BarKind kind = matcher.group(2) == null ? before.kind() : kind(matcher.group(2));
    boolean prefetchable = isPrefetchable(matcher, before) && kind.isMemory();
    return new Parsed.Value<>(new BarShape(size, kind, prefetchable));
  }

  private static boolean isPrefetchable(Matcher matcher, BarShape before) {
    String word = matcher.group(3);
    boolean written = word != null || matcher.group(2) != null;
    return written
        ? word != null && !word.toLowerCase(Locale.ROOT).startsWith("non")
        : before.prefetchable();
  }

  private static BarKind kind(String word) {
    return Arrays.stream(BarKind.values())
        .filter(kind -> kind.label().equalsIgnoreCase(word))
        .findFirst()
        .orElse(BarKind.MEMORY_64);
  }

  /// `SrcValid ReqRedir`, `0x1d`, or `none`.
  static Parsed<Integer> acsWord(String text) {
    String words = text.strip();
    if (words.startsWith("0x")) {
      return Parsed.of(
          NumberWords.hex(words).filter(word -> word >= 0 && word <= 0xffff).map(Long::intValue),
          "the word has 16 bits");
    }
    int word = 0;
    for (String name : words.split("[\\s,+]+", -1)) {
      Optional<AcsControl> bit = acsBit(name);
      if (bit.isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase("none")) {
        return new Parsed.Wrong<>("“%s” is none of %s".formatted(name, spellAcs(0x7f)));
      }
      word |= bit.map(AcsControl::mask).orElse(0);
    }
    return new Parsed.Value<>(word);
  }

  private static Optional<AcsControl> acsBit(String name) {
    return Arrays.stream(AcsControl.values())
        .filter(
            bit -> bit.lspciName().equalsIgnoreCase(name) || bit.shortName().equalsIgnoreCase(name))
        .findFirst();
  }

  static String spellAcs(int word) {
    String names =
        Arrays.stream(AcsControl.values())
            .filter(bit -> bit.isSetIn(word))
            .map(AcsControl::lspciName)
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? "none" : names;
  }

  /// As one writes it: names, or the number where it has bits that have none.
  static String writeAcs(int word) {
    return (word & ~0x7f) == 0 ? spellAcs(word) : "0x%04x".formatted(word);
  }
}
