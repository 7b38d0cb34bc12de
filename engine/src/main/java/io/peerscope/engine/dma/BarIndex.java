package io.peerscope.engine.dma;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.VirtualBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// All memory BARs by CPU address, to find whose memory an address is.
final class BarIndex {

  /// A BAR with its CPU address.
  ///
  /// @param last the highest address it can reach; exact where its size is told
  /// @param isFence whether it only ends what is below it
  record Entry(PciFunction function, Bar bar, long first, long last, boolean isFence) {}

  private final List<Entry> entries;

  /// @param wanted which BARs to hold, of those with memory at an address
  BarIndex(Platform platform, BarAddresses addresses, BiPredicate<PciFunction, Bar> wanted) {
    List<Entry> found = new ArrayList<>();
    for (PciFunction function : platform.topology().functions()) {
      for (Bar bar : function.bars()) {
        if (bar.hasMemoryAddress() && wanted.test(function, bar)) {
          addresses
              .cpuAddress(function, bar)
              .ifKnown()
              .map(cpu -> entry(platform, function, bar, cpu))
              .ifPresent(found::add);
        }
      }
    }
    fences(platform, addresses).forEach(found::add);
    found.sort((one, other) -> Long.compareUnsigned(one.first(), other.first()));
    this.entries = cutAtNext(found);
  }

  /// Where the memory of virtual functions starts, which no other BAR reaches beyond: entries that
  /// hold nothing themselves.
  private static List<Entry> fences(Platform platform, BarAddresses addresses) {
    return platform.topology().functions().stream()
        .flatMap(function ->
            VirtualBars.starts(function).stream()
                .flatMap(bar ->
                    addresses.cpuAddress(function, bar).ifKnown().stream()
                        .map(cpu -> new Entry(function, bar, cpu.value(), cpu.value(), true))))
        .toList();
  }

  private static Entry entry(
      Platform platform, PciFunction function, Bar bar, HostPhysicalAddress cpu) {
    long first = cpu.value();
    Optional<Long> size = bar.size().ifKnown();
    if (size.isPresent()) {
      return new Entry(function, bar, first, AddressRange.ofSize(first, size.get()).last(), false);
    }
    long widest = AddressRange.ofSize(first, greatestSize(bar, first)).last();
    long last = windowEnd(platform, function, bar, first, widest);
    return new Entry(function, bar, first, last, false);
  }

  /// A BAR is aligned to its size, so it cannot be larger than the lowest set bit of its address.
  static long greatestSize(Bar bar, long address) {
    long register = bar.bus().ifKnown().map(bus -> bus.value()).orElse(address);
    return Long.lowestOneBit(register);
  }

  /// Cuts at the end of the window of the bridge above that holds the BAR, where there is one.
  private static long windowEnd(
      Platform platform, PciFunction function, Bar bar, long first, long widest) {
    if (!(platform.topology().parentOf(function.address()) instanceof Parent.Below(var bridge))) {
      return widest;
    }
    long busFirst = bar.bus().ifKnown().map(bus -> bus.value()).orElse(first);
    return platform.topology().at(bridge).windows().stream()
        .filter(window -> window.kind() != WindowKind.IO)
        .map(BridgeWindow::range)
        .flatMap(range -> range.ifKnown().flatMap(open -> open).stream())
        .filter(range -> range.contains(busFirst))
        .map(range -> first + (range.last() - busFirst))
        .filter(end -> Long.compareUnsigned(end, widest) < 0)
        .min(Long::compareUnsigned)
        .orElse(widest);
  }

  private static List<Entry> cutAtNext(List<Entry> sorted) {
    List<Entry> cut = new ArrayList<>();
    for (int at = 0; at < sorted.size(); at++) {
      Entry entry = sorted.get(at);
      boolean sizeTold = entry.bar().size() instanceof Fact.Known;
      long next = at + 1 < sorted.size() ? sorted.get(at + 1).first() : entry.first();
      boolean reachesNext =
          Long.compareUnsigned(next, entry.first()) > 0
              && Long.compareUnsigned(next, entry.last()) <= 0;
      cut.add(
          reachesNext && !sizeTold
              ? new Entry(entry.function(), entry.bar(), entry.first(), next - 1, entry.isFence())
              : entry);
    }
    return List.copyOf(cut);
  }

  /// The BARs that may hold an address; more than one only where they overlap or share a base.
  List<Entry> find(HostPhysicalAddress address) {
    int above = firstAbove(address.value());
    if (above == 0) {
      return List.of();
    }
    long base = entries.get(above - 1).first();
    List<Entry> holding = new ArrayList<>();
    for (int at = above - 1; at >= 0 && entries.get(at).first() == base; at--) {
      if (!entries.get(at).isFence()
          && Long.compareUnsigned(address.value(), entries.get(at).last()) <= 0) {
        holding.addFirst(entries.get(at));
      }
    }
    return holding;
  }

  /// Number of entries that start at or below an address.
  private int firstAbove(long address) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(entries.get(middle).first(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static String words(Entry entry) {
    return "BAR %d of %s, which starts at %s"
        .formatted(entry.bar().index(), entry.function().address(), Hex.of(entry.first()));
  }
}
