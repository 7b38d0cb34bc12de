package io.peerscope.engine.dma;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressColumn.Span;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.iommu.IovaSpace;
import io.peerscope.engine.iommu.IovaSpaces;
import io.peerscope.engine.iommu.ReservedRange;
import io.peerscope.engine.platform.AddressWindows;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The address spaces that a DMA passes through, in the order in which it meets them: what the
/// client is programmed with, what that means on its bus, what the CPU calls it, and what the bus
/// of the provider calls it where that is another one.
public final class AddressColumns {

  /// More runs of RAM than these are not told apart in a picture.
  private static final int MOST_RAM = 6;

  /// As many BARs of functions that have no part in the DMA are shown.
  private static final int MOST_OTHERS = 12;

  private static final Comparator<Span> BY_ADDRESS =
      Comparator.<Span, Long>comparing(span -> span.range().first(), Long::compareUnsigned)
          .thenComparing(
              span -> span.range().last(), (one, other) -> Long.compareUnsigned(other, one));

  private final Platform platform;
  private final PciAddress client;
  private final ResolvedPage page;
  private final AddressWindows windows;
  private final BarAddresses addresses;

  private AddressColumns(Platform platform, PciAddress client, ResolvedPage page) {
    this.platform = platform;
    this.client = client;
    this.page = page;
    this.windows = new AddressWindows(platform);
    this.addresses = new BarAddresses(platform);
  }

  /// The columns of a DMA; none where the client is not there.
  public static List<AddressColumn> of(
      Platform platform, PciAddress client, ResolvedPage page, Mapping mapping) {
    if (platform.topology().find(client).isEmpty()) {
      return List.of();
    }
    return new AddressColumns(platform, client, page).columns(mapping);
  }

  private List<AddressColumn> columns(Mapping mapping) {
    List<AddressColumn> columns = new ArrayList<>();
    if (mapping instanceof Programmed programmed && programmed.how() == How.TRANSLATED) {
      columns.add(iova());
    }
    Optional<PciBus> near = busAbove(client);
    Optional<PciBus> far = provider().flatMap(this::busAbove);
    near.ifPresent(bus -> columns.add(bus(bus)));
    columns.add(physical(Stream.of(near, far).flatMap(Optional::stream).distinct().toList()));
    far.filter(bus -> !near.equals(Optional.of(bus))).ifPresent(bus -> columns.add(bus(bus)));
    return columns;
  }

  private Optional<PciAddress> provider() {
    return page instanceof ResolvedPage.Peer peer ? Optional.of(peer.provider()) : Optional.empty();
  }

  private Optional<PciBus> busAbove(PciAddress function) {
    return platform.topology().hostBridgeAbove(function).map(HostBridge::bus);
  }

  private AddressColumn iova() {
    IovaSpace space = new IovaSpaces(platform).of(client);
    List<Span> spans = space.reserved().stream().map(AddressColumns::reserved).toList();
    return new AddressColumn(
        AddressSpace.IOVA,
        busAbove(client),
        "IOVA of " + shortest(client),
        space.missing().orElse("what the allocator may not give is marked"),
        sorted(spans));
  }

  private static Span reserved(ReservedRange range) {
    return new Span(
        range.range(),
        Meaning.RESERVED,
        "reserved: " + range.kind().words(),
        Optional.empty(),
        false,
        range.origin().toString());
  }

  private AddressColumn bus(PciBus bus) {
    List<Span> spans = new ArrayList<>();
    windows.of(bus).forEach(window -> spans.add(window(window, window.bus())));
    bars(bus).forEach(bar -> bar.onBus(addresses).ifPresent(spans::add));
    return new AddressColumn(
        AddressSpace.BUS,
        Optional.of(bus),
        "bus addresses",
        "below host bridge %s%s"
            .formatted(bus, windows.of(bus).isEmpty() ? ", whose windows are not told" : ""),
        sorted(spans));
  }

  private AddressColumn physical(List<PciBus> buses) {
    List<Span> spans = new ArrayList<>();
    for (PciBus bus : buses) {
      windows.of(bus).forEach(window -> spans.add(window(window, window.cpu())));
      bars(bus).forEach(bar -> bar.forCpu(addresses).ifPresent(spans::add));
    }
    List<MemoryRange> ram =
        platform.memory().stream().filter(range -> range.kind() == MemoryRange.Kind.RAM).toList();
    ram.stream()
        .sorted(Comparator.comparing(range -> -range.cpu().size()))
        .limit(MOST_RAM)
        .forEach(range -> spans.add(ram(range)));
    if (ram.isEmpty() && page instanceof ResolvedPage.Host(HostPhysicalAddress address)) {
      spans.add(
          new Span(
              AddressRange.ofSize(address.value() & -4096L, 4096),
              Meaning.RAM,
              "the page",
              Optional.empty(),
              true,
              "the question"));
    }
    String rest =
        ram.isEmpty()
            ? ", RAM is not told"
            : ram.size() > MOST_RAM ? ", the %d largest runs of RAM".formatted(MOST_RAM) : ", RAM";
    return new AddressColumn(
        AddressSpace.PHYSICAL,
        Optional.empty(),
        "CPU physical",
        "host bridge windows" + rest,
        sorted(spans));
  }

  private Span ram(MemoryRange range) {
    boolean isOurs =
        page instanceof ResolvedPage.Host(HostPhysicalAddress address)
            && range.cpu().contains(address.value());
    return new Span(
        range.cpu(), Meaning.RAM, "RAM", Optional.empty(), isOurs, range.origin().toString());
  }

  private static Span window(HostBridgeWindow window, AddressRange range) {
    return new Span(
        range,
        Meaning.WINDOW,
        "window of " + window.hostBridge(),
        Optional.empty(),
        false,
        window.origin().toString());
  }

  /// The BARs worth showing below a host bridge: both ends, and the others where they are few.
  private List<OneBar> bars(PciBus bus) {
    List<OneBar> ends = new ArrayList<>();
    List<OneBar> others = new ArrayList<>();
    for (PciFunction function : platform.topology().functions()) {
      if (function.kind().isBridge() || !busAbove(function.address()).equals(Optional.of(bus))) {
        continue;
      }
      boolean isEnd =
          function.address().equals(client) || provider().equals(Optional.of(function.address()));
      function.bars().stream()
          .filter(Bar::hasMemoryAddress)
          .map(bar -> new OneBar(function, bar, isOfDma(function, bar)))
          .forEach(isEnd ? ends::add : others::add);
    }
    if (others.size() <= MOST_OTHERS) {
      ends.addAll(others);
    }
    return ends;
  }

  private boolean isOfDma(PciFunction function, Bar bar) {
    return page instanceof ResolvedPage.Peer peer
        && peer.provider().equals(function.address())
        && peer.bar() == bar.index();
  }

  private record OneBar(PciFunction function, Bar bar, boolean ofDma) {

    Optional<Span> onBus(BarAddresses addresses) {
      return addresses
          .busRange(function, bar)
          .ifKnown()
          .map(range -> span(range, Objects.toString(bar.bus())));
    }

    Optional<Span> forCpu(BarAddresses addresses) {
      return addresses.cpuAddress(function, bar)
              instanceof Known<HostPhysicalAddress>(var start, var origin)
          ? bar.size()
              .ifKnown()
              .map(size -> span(AddressRange.ofSize(start.value(), size), origin.toString()))
          : Optional.empty();
    }

    private Span span(AddressRange range, String source) {
      return new Span(
          range,
          Meaning.BAR,
          "%s BAR %d".formatted(shortest(function.address()), bar.index()),
          Optional.of(function.address()),
          ofDma,
          source);
    }
  }

  private static String shortest(PciAddress address) {
    return address.domain() == 0 ? address.shortForm() : address.toString();
  }

  private static List<Span> sorted(List<Span> spans) {
    return spans.stream().sorted(BY_ADDRESS).toList();
  }
}
