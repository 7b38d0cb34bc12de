package io.peerscope.engine.dma;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a soft-IOMMU translator looks a page up in: the memory of the functions below its bridge,
/// by CPU address.
///
/// Whether it then gives the bus address is a matter of the ports between client and provider, not
/// of this table.
///
/// @param rows by CPU address
/// @param untold how many BARs below have no CPU address or size that the input tells
public record TranslatorTable(List<Row> rows, int untold) {

  /// Pages of one BAR.
  ///
  /// @param cpu their CPU addresses
  /// @param busOffset bus address minus CPU address, modulo 2^64
  public record Row(AddressRange cpu, PciAddress provider, int bar, Fact<Long> busOffset) {

    /// Whether a page is one of them.
    public boolean holds(ResolvedPage page) {
      return page instanceof ResolvedPage.Peer peer
          && peer.provider().equals(provider)
          && peer.bar() == bar;
    }
  }

  public TranslatorTable {
    rows = List.copyOf(rows);
  }

  /// The table of the translator at a place; without rows where none can hang there.
  public static TranslatorTable of(Platform platform, Place place) {
    var graph = new TopologyGraph(platform.topology());
    var addresses = new BarAddresses(platform);
    List<PciFunction> below =
        platform.topology().functions().stream()
            .filter(function -> isBelow(platform, graph, place, function.address()))
            .toList();
    List<Optional<Row>> rows =
        below.stream()
            .flatMap(function -> memoryBars(function).map(bar -> row(addresses, function, bar)))
            .toList();
    return new TranslatorTable(
        rows.stream().flatMap(Optional::stream).sorted(BY_ADDRESS).toList(),
        (int) rows.stream().filter(Optional::isEmpty).count());
  }

  private static final Comparator<Row> BY_ADDRESS =
      (one, other) -> Long.compareUnsigned(one.cpu().first(), other.cpu().first());

  private static Stream<Bar> memoryBars(PciFunction function) {
    return function.kind().isBridge()
        ? Stream.empty()
        : function.bars().stream().filter(Bar::hasMemoryAddress);
  }

  private static boolean isBelow(
      Platform platform, TopologyGraph graph, Place place, PciAddress function) {
    return switch (place) {
      case Place.AtFunction(var bridge) ->
          platform.topology().find(bridge).isPresent()
              && !bridge.equals(function)
              && graph.isAtOrBelow(function, bridge);
      case Place.AtHostBridge(var bus) ->
          platform
              .topology()
              .hostBridgeAbove(function)
              .map(HostBridge::bus)
              .filter(bus::equals)
              .isPresent();
      case Place.AtMemory _ -> false;
      case Place.Untold _ -> false;
    };
  }

  private static Optional<Row> row(BarAddresses addresses, PciFunction function, Bar bar) {
    Optional<Long> start =
        addresses.cpuAddress(function, bar).ifKnown().map(HostPhysicalAddress::value);
    Optional<Long> size = bar.size().ifKnown();
    return start.flatMap(first ->
        size.map(bytes ->
            new Row(
                AddressRange.ofSize(first, bytes),
                function.address(),
                bar.index(),
                addresses.busOffset(function, bar))));
  }
}
