package io.peerscope.engine.routing;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which BARs hold a bus address.
///
/// A bus address means something below one host bridge only, so each has a list of its own.
final class BusDecoder {

  /// The smallest memory that a BAR can ask for (PCI 3.0, 6.2.5.1).
  private static final long SMALLEST = 16;

  /// A BAR that holds the address, surely or as far as its size is not told.
  record Hit(PciFunction function, Bar bar, AddressRange range, boolean sure) {}

  private record Entry(PciFunction function, Bar bar, AddressRange sure, AddressRange widest) {}

  /// The BARs of one hierarchy in the order of their addresses.
  private static final class Index {

    private final List<Entry> entries;

    /// For each entry the highest address that it or one before it may hold.
    private final long[] reach;

    Index(List<Entry> sorted) {
      this.entries = sorted;
      this.reach = new long[sorted.size()];
      long highest = 0;
      for (int at = 0; at < reach.length; at++) {
        long last = sorted.get(at).widest.last();
        highest = Long.compareUnsigned(last, highest) > 0 ? last : highest;
        reach[at] = highest;
      }
    }

    /// Number of entries that start at or below an address.
    int startingUpTo(long address) {
      int low = 0;
      int high = entries.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Long.compareUnsigned(entries.get(middle).sure.first(), address) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private static final Index NO_BARS = new Index(List.of());

  private final Map<Waypoint, Index> byTop = new HashMap<>();
  private final Map<PciAddress, Waypoint> tops = new HashMap<>();
  private final Map<PciAddress, List<Bar>> untold = new HashMap<>();

  BusDecoder(Platform platform) {
    var addresses = new BarAddresses(platform);
    Map<Waypoint, List<Entry>> found = new HashMap<>();
    for (PciFunction function : platform.topology().functions()) {
      Waypoint top = top(platform.topology().upstreamPath(function.address()));
      tops.put(function.address(), top);
      for (Bar bar : function.bars()) {
        add(function, bar, addresses, found.computeIfAbsent(top, _ -> new ArrayList<>()));
      }
    }
    found.forEach((top, entries) -> byTop.put(top, new Index(sorted(entries))));
  }

  private static Waypoint top(UpstreamPath path) {
    return path.end() instanceof Parent.RootBus root
        ? new AtHostBridge(root.bus())
        : new AtFunction(path.functions().getLast());
  }

  private void add(PciFunction function, Bar bar, BarAddresses addresses, List<Entry> entries) {
    if (bar.state() == BarState.UNASSIGNED || bar.state() == BarState.IGNORED) {
      return;
    }
    addresses
        .busAddress(function, bar)
        .ifKnown()
        .ifPresentOrElse(
            start -> entries.add(entry(function, bar, start.value())),
            () -> untold.computeIfAbsent(function.address(), _ -> new ArrayList<>()).add(bar));
  }

  /// A BAR is aligned to its size, so it is no larger than the lowest set bit of its address.
  private static Entry entry(PciFunction function, Bar bar, long start) {
    AddressRange sure = AddressRange.ofSize(start, bar.size().ifKnown().orElse(SMALLEST));
    AddressRange widest =
        bar.size().ifKnown().isPresent()
            ? sure
            : AddressRange.ofSize(start, Math.max(SMALLEST, Long.lowestOneBit(start)));
    return new Entry(function, bar, sure, widest);
  }

  /// In the order of their addresses; what is not told of a size ends where the next BAR starts.
  private static List<Entry> sorted(List<Entry> entries) {
    entries.sort((one, other) -> Long.compareUnsigned(one.sure.first(), other.sure.first()));
    List<Entry> cut = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      Entry entry = entries.get(at);
      long next = at + 1 < entries.size() ? entries.get(at + 1).sure.first() : 0;
      boolean cuts =
          Long.compareUnsigned(entry.sure.last(), next) < 0 && entry.widest.contains(next);
      cut.add(
          cuts
              ? new Entry(
                  entry.function,
                  entry.bar,
                  entry.sure,
                  new AddressRange(entry.sure.first(), next - 1))
              : entry);
    }
    return List.copyOf(cut);
  }

  /// The top of the hierarchy that a function is in.
  Waypoint topOf(PciAddress function) {
    return Optional.ofNullable(tops.get(function)).orElseThrow();
  }

  /// The BARs below a top that may hold an address.
  List<Hit> holding(Waypoint top, long address, boolean io) {
    Index index = byTop.getOrDefault(top, NO_BARS);
    List<Hit> hits = new ArrayList<>();
    int at = index.startingUpTo(address);
    while (at > 0 && Long.compareUnsigned(index.reach[at - 1], address) >= 0) {
      Entry entry = index.entries.get(--at);
      if (entry.widest.contains(address) && entry.bar.kind().isMemory() != io) {
        boolean sure = entry.sure.contains(address);
        hits.addFirst(new Hit(entry.function, entry.bar, sure ? entry.sure : entry.widest, sure));
      }
    }
    return List.copyOf(hits);
  }

  /// Whether a function has a BAR whose bus address is not told.
  boolean hasUntold(PciAddress function, boolean io) {
    return untold.getOrDefault(function, List.of()).stream()
        .anyMatch(bar -> bar.kind().isMemory() != io);
  }
}
