package io.peerscope.engine.dma;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.MemoryMap;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.VmdDevice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Finds out whose memory a DMA is aimed at: our `dev_pagemap`.
public final class PageLookup {

  private static final int FIRST_BAR = 0x10;
  private static final int FIRST_VMD_WINDOW = 2;

  private final Platform platform;
  private final BarAddresses addresses;
  private final MemoryMap memory;
  private final BarIndex decoding;
  private final BarIndex behindVmd;
  private final BarIndex disabled;

  public PageLookup(Platform platform) {
    this.platform = platform;
    this.addresses = new BarAddresses(platform);
    this.memory = new MemoryMap(platform);
    this.decoding =
        new BarIndex(
            platform,
            addresses,
            (function, bar) -> bar.state() != BarState.DISABLED && !isWindow(function, bar));
    this.behindVmd = new BarIndex(platform, addresses, PageLookup::isWindow);
    this.disabled = new BarIndex(platform, addresses, (_, bar) -> bar.state() == BarState.DISABLED);
  }

  /// Whether a BAR is a window to the domain that a VMD function opens: other BARs lie inside it.
  private static boolean isWindow(PciFunction function, Bar bar) {
    return bar.index() >= FIRST_VMD_WINDOW
        && function.id().ifKnown().flatMap(VmdDevice::of).isPresent();
  }

  public PageResolution resolve(DmaTarget target) {
    return switch (target) {
      case DmaTarget.HostMemory(var address) -> ram(address);
      case DmaTarget.AnyMemory(var address) -> byAddress(address);
      case DmaTarget.FunctionMemory named -> byFunction(named);
    };
  }

  /// RAM as asked, unless the memory map says otherwise.
  private PageResolution ram(HostPhysicalAddress address) {
    Optional<MemoryRange> range = memory.at(address.value());
    if (range.filter(each -> each.kind() == MemoryRange.Kind.RAM).isPresent()) {
      return ram(address, range.get());
    }
    return memory.isTold()
        ? nowhere("%s is no RAM: %s".formatted(address, mapWords(range)))
        : new PageResolution(
            new ResolvedPage.Host(address),
            Reason.of("page-ram", "%s is RAM, as asked".formatted(address)));
  }

  private static PageResolution ram(HostPhysicalAddress address, MemoryRange range) {
    return new PageResolution(
        new ResolvedPage.Host(address),
        Reason.of(
            "page-ram",
            "%s is RAM".formatted(address),
            new Evidence(
                "memory", "System RAM", range.cpu().toString(), range.origin().toString())));
  }

  private static String mapWords(Optional<MemoryRange> range) {
    return range
        .map(each -> "the memory map reserves %s (%s)".formatted(each.cpu(), each.origin()))
        .orElse("the memory map names nothing there");
  }

  private PageResolution byAddress(HostPhysicalAddress address) {
    Optional<List<BarIndex.Entry>> holding =
        Stream.of(decoding, behindVmd, disabled)
            .map(index -> index.find(address))
            .filter(found -> !found.isEmpty())
            .findFirst();
    if (holding.isEmpty()) {
      return withoutBar(address);
    }
    List<BarIndex.Entry> entries = holding.get();
    if (entries.size() > 1) {
      return nowhere(
          "%s and %s both hold %s"
              .formatted(BarIndex.words(entries.get(0)), BarIndex.words(entries.get(1)), address));
    }
    BarIndex.Entry entry = entries.getFirst();
    return memory.isRam(address.value())
        ? nowhere("%s is RAM by the memory map and in %s".formatted(address, BarIndex.words(entry)))
        : peer(entry.function(), entry.bar(), address.value() - entry.first());
  }

  private PageResolution withoutBar(HostPhysicalAddress address) {
    if (memory.isRam(address.value())) {
      return ram(address);
    }
    return nowhere(
        memory.isTold()
            ? "no BAR with a known CPU address holds %s, and %s"
                .formatted(address, mapWords(memory.at(address.value())))
            : "no BAR with a known CPU address holds %s, and RAM ranges are not told"
                .formatted(address));
  }

  private PageResolution byFunction(DmaTarget.FunctionMemory named) {
    Optional<PciFunction> function = platform.topology().find(named.function());
    if (function.isEmpty()) {
      return nowhere("there is no function %s".formatted(named.function()));
    }
    Optional<Bar> bar =
        named.bar().isPresent()
            ? function.get().bar(named.bar().getAsInt()).filter(Bar::hasMemoryAddress)
            : function.get().firstMemoryBar();
    if (bar.isEmpty()) {
      return nowhere(whyNoMemory(function.get(), named.bar()));
    }
    return isBeyond(bar.get(), named.offset())
        ? nowhere(
            "offset %s is beyond BAR %d of %s (%s)"
                .formatted(
                    Hex.of(named.offset()),
                    bar.get().index(),
                    named.function(),
                    sizeWords(bar.get())))
        : peer(function.get(), bar.get(), named.offset());
  }

  private static String whyNoMemory(PciFunction function, OptionalInt index) {
    PciAddress address = function.address();
    if (index.isEmpty()) {
      return "the input tells no memory BAR of %s that is at an address".formatted(address);
    }
    int number = index.getAsInt();
    Optional<Bar> bar = function.bar(number);
    if (bar.isPresent() && !bar.get().kind().isMemory()) {
      return "BAR %d of %s holds I/O ports, not memory".formatted(number, address);
    }
    boolean told = bar.isPresent() || function.config().has(FIRST_BAR + 4 * number, 4);
    return told
        ? "BAR %d of %s holds no address".formatted(number, address)
        : "the input tells no BAR %d of %s".formatted(number, address);
  }

  private static boolean isBeyond(Bar bar, long offset) {
    Optional<Long> size = greatestSize(bar);
    return size.isPresent() && Long.compareUnsigned(offset, size.get()) >= 0;
  }

  private static Optional<Long> greatestSize(Bar bar) {
    Optional<Long> told = bar.size().ifKnown();
    return told.isPresent()
        ? told
        : bar.bus().ifKnown().map(bus -> BarIndex.greatestSize(bar, bus.value()));
  }

  private static String sizeWords(Bar bar) {
    return switch (bar.size()) {
      case Known<Long>(Long size, _) -> Hex.size(size);
      case Unknown<Long> _ ->
          greatestSize(bar)
              .map(size -> "size not told, at most %s".formatted(Hex.size(size)))
              .orElse("size not told");
    };
  }

  private PageResolution peer(PciFunction provider, Bar bar, long offset) {
    Fact<HostPhysicalAddress> cpu =
        addresses.cpuAddress(provider, bar).map(start -> start.plus(offset));
    Fact<BusAddress> bus = addresses.busAddress(provider, bar).map(start -> start.plus(offset));
    var page =
        new ResolvedPage.Peer(
            provider.address(),
            bar.index(),
            offset,
            addresses.busOffset(provider, bar),
            cpu,
            bus,
            inside(provider, bar, offset));
    String where =
        "BAR %d of %s, offset %s (%s)"
            .formatted(bar.index(), provider.address(), Hex.of(offset), sizeWords(bar));
    return new PageResolution(
        page,
        page.inside()
            .map(drive -> remapped(where, drive, evidence(provider, bar)))
            .orElseGet(() -> Reason.of("page-peer", where, evidence(provider, bar))));
  }

  /// A controller that hides in the BAR, where the input tells of any.
  private Optional<ResolvedPage.RemappedDrive> inside(PciFunction provider, Bar bar, long offset) {
    return platform.remapped().stream()
        .filter(remapped -> remapped.ahci().equals(provider.address()))
        .findFirst()
        .flatMap(remapped ->
            RemappedNvme.placeAt(bar.index(), offset)
                .map(place -> new ResolvedPage.RemappedDrive(place, remapped)));
  }

  private static Reason remapped(
      String where, ResolvedPage.RemappedDrive drive, Evidence register) {
    RemappedNvme found = drive.found();
    return Reason.of(
        "page-remapped-nvme",
        "%s: registers of remapped NVMe %d, which is no function of its own but part of %s"
            .formatted(where, drive.place(), found.ahci()),
        register,
        new Evidence(
            found.ahci().toString(),
            "remapped NVMe devices",
            String.valueOf(found.count()),
            found.origin().toString()));
  }

  private Evidence evidence(PciFunction provider, Bar bar) {
    String about = provider.address().toString();
    String name = "BAR " + bar.index();
    return switch (addresses.busAddress(provider, bar)) {
      case Known<BusAddress>(var start, var origin) ->
          new Evidence(about, name, start.toString(), origin.toString());
      case Unknown<BusAddress>(var why) -> new Evidence(about, name, "unknown", why);
    };
  }

  private static PageResolution nowhere(String why) {
    return new PageResolution(new ResolvedPage.Nowhere(why), Reason.of("page-unknown", why));
  }
}
