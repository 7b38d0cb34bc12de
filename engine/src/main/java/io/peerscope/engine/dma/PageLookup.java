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
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds out whose memory a DMA is aimed at: our `dev_pagemap`.
public final class PageLookup {

  private static final int FIRST_BAR = 0x10;

  private final Platform platform;
  private final BarAddresses addresses;
  private final BarIndex decoding;
  private final BarIndex disabled;

  public PageLookup(Platform platform) {
    this.platform = platform;
    this.addresses = new BarAddresses(platform);
    this.decoding = new BarIndex(platform, addresses, bar -> bar.state() != BarState.DISABLED);
    this.disabled = new BarIndex(platform, addresses, bar -> bar.state() == BarState.DISABLED);
  }

  public PageResolution resolve(DmaTarget target) {
    return switch (target) {
      case DmaTarget.HostMemory(var address) ->
          new PageResolution(
              new ResolvedPage.Host(address),
              Reason.of("page-ram", "%s is RAM, as asked".formatted(address)));
      case DmaTarget.AnyMemory(var address) -> byAddress(address);
      case DmaTarget.FunctionMemory named -> byFunction(named);
    };
  }

  private PageResolution byAddress(HostPhysicalAddress address) {
    List<BarIndex.Entry> holding = decoding.find(address);
    if (holding.isEmpty()) {
      holding = disabled.find(address);
    }
    if (holding.isEmpty()) {
      return nowhere(
          "no BAR with a known CPU address holds %s, and RAM ranges are not told"
              .formatted(address));
    }
    if (holding.size() > 1) {
      return nowhere(
          "%s and %s both hold %s"
              .formatted(BarIndex.words(holding.get(0)), BarIndex.words(holding.get(1)), address));
    }
    BarIndex.Entry entry = holding.getFirst();
    return peer(entry.function(), entry.bar(), address.value() - entry.first());
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
    Optional<Long> told = bar.size().ifKnown().filter(size -> size != 0);
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
            provider.address(), bar.index(), offset, addresses.busOffset(provider, bar), cpu, bus);
    String where =
        "BAR %d of %s, offset %s (%s)"
            .formatted(bar.index(), provider.address(), Hex.of(offset), sizeWords(bar));
    return new PageResolution(page, Reason.of("page-peer", where, evidence(provider, bar)));
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
