package io.peerscope.engine.format.kernellog;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the kernel's log about a window of a bridge (`pci_read_bridge_windows`,
/// `pci_setup_bridge`, `pci_assign_resource`), in CPU addresses.
///
///     bridge window [mem 0xc0000000-0xc01fffff 64bit pref]
///     bridge window [mem 0xc0000000-0xc01fffff]: assigned
///     BAR 14: assigned [mem 0xc0000000-0xc01fffff]
///
/// What the kernel still plans (`… to [bus 03] add_size 1000`) is none.
///
/// @param range empty where the window is closed or was given up
record LoggedWindow(
    WindowKind kind, Optional<AddressRange> range, boolean givenUp, SourcePosition position) {

  private static final String RANGE =
      "\\[(io|mem) +0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})([^\\]]*)\\]";
  private static final Pattern NAMED =
      Pattern.compile(" *bridge window " + RANGE + "(: assigned|: releasing|: released)?");
  private static final Pattern NUMBERED = Pattern.compile("BAR 1[345]: assigned " + RANGE);

  static Optional<LoggedWindow> parse(String text, SourcePosition position) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      String behind = named.group(5);
      return Optional.of(of(named, behind != null && behind.startsWith(": releas"), position));
    }
    Matcher numbered = NUMBERED.matcher(text);
    return numbered.matches() ? Optional.of(of(numbered, false, position)) : Optional.empty();
  }

  private static LoggedWindow of(Matcher line, boolean givenUp, SourcePosition position) {
    WindowKind kind =
        line.group(1).equals("io")
            ? WindowKind.IO
            : line.group(4).contains("pref") ? WindowKind.PREFETCHABLE : WindowKind.MEMORY;
    long first = Long.parseUnsignedLong(line.group(2), 16);
    long last = Long.parseUnsignedLong(line.group(3), 16);
    boolean closed = Long.compareUnsigned(first, last) > 0;
    return new LoggedWindow(
        kind,
        closed ? Optional.empty() : Optional.of(new AddressRange(first, last)),
        givenUp,
        position);
  }

  /// The last line counts; a window that was given up is unknown until the next.
  void putInto(Map<WindowKind, BridgeWindow> windows) {
    if (givenUp) {
      windows.remove(kind);
    } else {
      windows.put(kind, new BridgeWindow(kind, Fact.known(range, position)));
    }
  }
}
