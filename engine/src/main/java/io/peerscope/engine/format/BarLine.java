package io.peerscope.engine.format;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line that shows a BAR.
///
///     Region 0: Memory at c0000000 (32-bit, prefetchable) [size=256M]
///     I/O ports at f000 [size=256]
///
/// Without `-b` lspci prints the address that the operating system uses: a CPU address.
///
/// @param index the number behind `Region`; empty with `-v`, which prints none
record BarLine(
    OptionalInt index,
    BarKind kind,
    boolean prefetchable,
    Fact<HostPhysicalAddress> cpu,
    Fact<Long> size,
    BarState state) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:Region ([0-5]): )?(?:\\[virtual\\] )?(Memory|I/O ports) at "
              + "(<[^>]*>|[0-9a-fA-F]{1,16})(?: \\(([^,)]*), ([a-z-]*)\\))?(.*)");
  private static final Pattern SIZE = Pattern.compile("\\[size=([0-9]{1,9})([KMGTP]?)\\]");
  private static final String UNITS = "KMGTP";

  /// The BAR of a line, or empty when the line shows none.
  static Optional<BarLine> parse(String line, SourcePosition position) {
    if (!line.contains(" at ")) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String index = matcher.group(1);
    String address = matcher.group(3);
    return Optional.of(
        new BarLine(
            index == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(index)),
            kind(matcher.group(2), matcher.group(4)),
            "prefetchable".equals(matcher.group(5)),
            cpuAddress(matcher, position),
            size(matcher.group(6), position),
            state(address, line)));
  }

  private static BarKind kind(String space, @Nullable String width) {
    if (space.startsWith("I/O")) {
      return BarKind.IO;
    }
    return switch (width == null ? "" : width) {
      case "64-bit" -> BarKind.MEMORY_64;
      case "low-1M" -> BarKind.MEMORY_LOW_1M;
      case "type 3" -> BarKind.MEMORY_RESERVED;
      default -> BarKind.MEMORY_32;
    };
  }

  /// Behind the address of memory lspci prints what kind it is: without that the line is cut off.
  private static Fact<HostPhysicalAddress> cpuAddress(Matcher line, SourcePosition position) {
    String text = line.group(3);
    if (text.startsWith("<")) {
      return Fact.unknown("lspci prints " + text + " in place of an address");
    }
    boolean whole = line.group(4) != null || line.group(2).startsWith("I/O");
    return whole
        ? Fact.known(new HostPhysicalAddress(Long.parseUnsignedLong(text, 16)), position)
        : Fact.unknown("the line is cut off");
  }

  private static BarState state(String address, String line) {
    if (address.startsWith("<")) {
      return address.equals("<ignored>") ? BarState.IGNORED : BarState.UNASSIGNED;
    }
    if (line.contains("[disabled")) {
      return BarState.DISABLED;
    }
    return line.contains("[virtual]") ? BarState.VIRTUAL : BarState.ASSIGNED;
  }

  private static Fact<Long> size(String tail, SourcePosition position) {
    Matcher matcher = SIZE.matcher(tail);
    if (!matcher.find()) {
      return Fact.unknown("lspci prints no size");
    }
    long number = Long.parseLong(matcher.group(1));
    int unit = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    long bytes = number << (10 * unit);
    return bytes <= 0 || bytes >>> (10 * unit) != number
        ? Fact.unknown("the size %s%s is impossible".formatted(number, matcher.group(2)))
        : Fact.known(bytes, position);
  }

  /// How many 32-bit registers the BAR takes.
  int registers() {
    return kind == BarKind.MEMORY_64 ? 2 : 1;
  }

  /// The BAR as far as text tells it; `number` counts where the line has no index.
  Bar toBar(int number) {
    return new Bar(
        number,
        kind,
        prefetchable,
        Fact.<BusAddress>unknown("lspci text shows CPU addresses, not the BAR register"),
        cpu,
        size,
        state);
  }
}
