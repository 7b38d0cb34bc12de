package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that shows what a bridge forwards. Registers that hold nothing but zeros look like the lowest
/// 4 KiB or 1 MiB: that window is not there.
///
///     Memory behind bridge: c0000000-c01fffff [size=2M] [32-bit]
///     I/O behind bridge: [disabled] [16-bit]
///     Prefetchable memory behind bridge: None
final class WindowLine {

  private static final Pattern FORM =
      Pattern.compile(
          "(I/O|Memory|Prefetchable memory) behind bridge: "
              + "(?:([0-9a-fA-F]{1,16})-([0-9a-fA-F]{1,16}))?(.*)");

  private WindowLine() {}

  /// The window of a line, or empty when the line shows none.
  static Optional<BridgeWindow> parse(String line, SourcePosition position) {
    if (!line.contains(" behind bridge: ")) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? Optional.of(new BridgeWindow(kind(matcher.group(1)), range(matcher, position)))
        : Optional.empty();
  }

  private static WindowKind kind(String words) {
    return switch (words) {
      case "I/O" -> WindowKind.IO;
      case "Memory" -> WindowKind.MEMORY;
      default -> WindowKind.PREFETCHABLE;
    };
  }

  private static Fact<Optional<AddressRange>> range(Matcher matcher, SourcePosition position) {
    if (matcher.group(2) == null) {
      String rest = matcher.group(4);
      return rest.contains("None") || rest.contains("[disabled]") || rest.contains("[empty]")
          ? Fact.known(Optional.empty(), position)
          : Fact.unknown("the line does not tell the range");
    }
    if (matcher.group(2).length() != matcher.group(3).length()) {
      return Fact.unknown("the line is cut off");
    }
    long first = Long.parseUnsignedLong(matcher.group(2), 16);
    long last = Long.parseUnsignedLong(matcher.group(3), 16);
    boolean absent = first == 0 && (last == 0xfff || last == 0xfffff);
    boolean closed = absent || Long.compareUnsigned(first, last) > 0;
    return Fact.known(
        closed ? Optional.empty() : Optional.of(new AddressRange(first, last)), position);
  }
}
