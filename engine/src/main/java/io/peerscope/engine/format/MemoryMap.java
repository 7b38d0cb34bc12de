package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.MemoryRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of `/proc/iomem`: CPU addresses and what lives there, indented below what holds them.
///
///     6000000000000-6003fbfffffff : pciex@600c3c0000000
///       6000000000000-6003fbff0ffff : PCI Bus 0000:01
///
/// To those without the rights the kernel shows zeros in place of all addresses.
final class MemoryMap {

  private static final int MOST_ENTRIES = 20_000;
  private static final int FEWEST_DIGITS = 8;
  private static final int MOST_DIGITS = 16;
  private static final String RAM = "System RAM";
  private static final Set<String> RESERVED =
      Set.of("Reserved", "reserved", "ACPI Tables", "ACPI Non-volatile Storage", "Unusable memory");
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{8,16})-([0-9a-f]{8,16}) : (\\S.*)");

  /// A line.
  ///
  /// @param column how far it is indented
  /// @param insideRam whether a line of RAM holds it
  record Entry(
      int column, AddressRange range, String name, boolean insideRam, SourcePosition position) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Deque<Entry> around = new ArrayDeque<>();
  private int hidden;

  /// Takes a line in; false when it is none of a memory map.
  boolean read(int column, String line, SourcePosition at) {
    int dash = line.indexOf('-');
    if (dash < FEWEST_DIGITS || dash > MOST_DIGITS) {
      return false;
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    long first = Long.parseUnsignedLong(matcher.group(1), 16);
    long last = Long.parseUnsignedLong(matcher.group(2), 16);
    if (last == 0) {
      hidden++;
    } else if (Long.compareUnsigned(first, last) <= 0 && entries.size() < MOST_ENTRIES) {
      add(column, new AddressRange(first, last), matcher.group(3).strip(), at);
    }
    return true;
  }

  private void add(int column, AddressRange range, String name, SourcePosition at) {
    while (!around.isEmpty() && around.peek().column() >= column) {
      around.pop();
    }
    Optional<Entry> holder = Optional.ofNullable(around.peek());
    boolean insideRam =
        holder.filter(entry -> entry.insideRam() || entry.name().startsWith(RAM)).isPresent();
    var entry = new Entry(column, range, name, insideRam, at);
    around.push(entry);
    entries.add(entry);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// Whether there was a map, but only zeros in it.
  boolean isHidden() {
    return hidden > 0 && entries.isEmpty();
  }

  /// RAM and what is kept from its use.
  List<MemoryRange> memory() {
    var memory = new ArrayList<MemoryRange>();
    for (Entry entry : entries) {
      if (entry.insideRam()) {
        continue;
      }
      if (entry.name().startsWith(RAM)) {
        memory.add(new MemoryRange(entry.range(), MemoryRange.Kind.RAM, entry.position()));
      } else if (RESERVED.contains(entry.name())) {
        memory.add(new MemoryRange(entry.range(), MemoryRange.Kind.RESERVED, entry.position()));
      }
    }
    return memory;
  }
}
