package io.peerscope.engine.verdict;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether an address that a VFIO user chose also means a peer's BAR on the bus.
///
/// A switch compares the address with its windows before any IOMMU sees it. The kernel's own
/// allocator keeps the windows of the host bridge free; a user is not kept from them.
final class IovaOverlap {

  private final Platform platform;
  private final BarAddresses addresses;

  IovaOverlap(Platform platform) {
    this.platform = platform;
    this.addresses = new BarAddresses(platform);
  }

  Optional<Hazard> of(DmaRequest request) {
    return request
        .chosenIova()
        .flatMap(iova ->
            barsBeside(request.client(), AddressRange.ofSize(iova.value(), request.size()))
                .map(bar -> hazard(iova, bar))
                .findFirst());
  }

  private record Overlap(PciFunction function, Bar bar, AddressRange range) {}

  /// The BARs of peers below the client's host bridge that hold one of the addresses.
  private Stream<Overlap> barsBeside(PciAddress client, AddressRange iovas) {
    Optional<HostBridge> above = platform.topology().hostBridgeAbove(client);
    return platform.topology().functions().stream()
        .filter(function -> !function.address().equals(client))
        .filter(function ->
            above.isPresent()
                && platform.topology().hostBridgeAbove(function.address()).equals(above))
        .flatMap(function ->
            function.bars().stream()
                .filter(Bar::hasMemoryAddress)
                .flatMap(bar -> overlap(function, bar).stream()))
        .filter(overlap -> overlap.range().overlaps(iovas));
  }

  /// Of a BAR whose size is not told at least its first byte.
  private Optional<Overlap> overlap(PciFunction function, Bar bar) {
    Fact<AddressRange> whole = addresses.busRange(function, bar);
    return whole
        .ifKnown()
        .or(() ->
            addresses
                .busAddress(function, bar)
                .ifKnown()
                .map(start -> AddressRange.ofSize(start.value(), 1)))
        .map(range -> new Overlap(function, bar, range));
  }

  private static Hazard hazard(Iova iova, Overlap overlap) {
    return new Hazard(
        "iova-overlaps-peer-bar",
        "IOVA %s is also a bus address of BAR %d of %s (%s): a switch that does not redirect sends"
                .formatted(
                    iova, overlap.bar().index(), overlap.function().address(), overlap.range())
            + " the TLP there, and the IOMMU never sees it");
  }
}
