package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.iommu.IovaSpaces;
import io.peerscope.engine.iommu.PageTableFormat;
import io.peerscope.engine.iommu.PageWalkLevel;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// The steps of a request at the top of its hierarchy: the VMD function that rewrites it, the page
/// table that the IOMMU reads level by level, the physical address that comes out.
final class TranslationSteps {

  /// Reach of a device whose mask is not told (`DMA_BIT_MASK(32)`).
  private static final long DEFAULT_MASK = 0xffff_ffffL;

  private final Topology topology;
  private final RequesterId requester;
  private final IovaSpaces spaces;
  private final Fact<PageTableFormat> format;

  TranslationSteps(Platform platform) {
    this.topology = platform.topology();
    this.requester = new RequesterId(topology);
    this.spaces = new IovaSpaces(platform);
    this.format = PageTableFormat.of(platform.cpu());
  }

  /// Adds what happens where the request leaves the hierarchy of a host bridge.
  void add(StepList steps, MappedDma dma, Programmed programmed, PciBus bus) {
    PciBus at = rewriteRequester(steps, dma, bus);
    if (programmed.how() != How.TRANSLATED) {
      steps.add(
          new Place.AtHostBridge(at),
          StepEvent.IOMMU,
          "host bridge %s passes the address unchanged: no IOMMU translates".formatted(at),
          StepList.ruleOf(programmed.reason()));
      return;
    }
    findDomain(steps, dma, at);
    walk(steps, dma, programmed, at);
    translate(steps, dma, programmed, at);
  }

  /// A VMD function hands the request on under its own ID; the host bridge above it is next.
  private PciBus rewriteRequester(StepList steps, MappedDma dma, PciBus bus) {
    PciAddress client = dma.request().client();
    Optional<PciAddress> opener =
        topology.hostBridge(bus).flatMap(HostBridge::openedBy).flatMap(Fact::ifKnown);
    Optional<PciBus> above = opener.flatMap(topology::hostBridgeAbove).map(HostBridge::bus);
    if (above.isEmpty()) {
      return bus;
    }
    steps.add(
        new Place.AtHostBridge(bus),
        StepEvent.UPSTREAM,
        "VMD function %s puts its own requester ID %04x in the place of %04x of %s"
            .formatted(
                opener.orElseThrow(), opener.get().requesterId(), client.requesterId(), client),
        "vmd.c: pci_real_dma_dev");
    return above.get();
  }

  /// Adds how a request from outside gets into a domain that a VMD function opened.
  ///
  /// @param from where the request came up
  /// @param to the host bridge it goes down from
  void enter(StepList steps, PciBus from, PciBus to) {
    Optional<PciAddress> opener =
        topology.hostBridge(to).flatMap(HostBridge::openedBy).flatMap(Fact::ifKnown);
    if (opener.isPresent() && !from.equals(to)) {
      steps.add(
          new Place.AtHostBridge(to),
          StepEvent.DOWNSTREAM,
          "a memory BAR of VMD function %s takes it in as a bus address of domain %x"
              .formatted(opener.get(), to.domain()),
          "vmd.c: MEMBAR1, MEMBAR2");
    }
  }

  /// The requester ID leads to the page table: VT-d root and context entry, AMD device table entry.
  private void findDomain(StepList steps, MappedDma dma, PciBus at) {
    PciAddress seen = requester.seenByIommu(dma.request().client());
    String who =
        seen.equals(dma.request().client())
            ? ""
            : " (which stands for %s)".formatted(dma.request().client());
    steps.add(
        new Place.AtHostBridge(at),
        StepEvent.WALK,
        "requester ID %04x of %s%s leads to the page table of its IOMMU domain"
            .formatted(seen.requesterId(), seen, who),
        "requester ID");
  }

  /// The entries that are read; where the address is the allocator's choice, for an example.
  private void walk(StepList steps, MappedDma dma, Programmed programmed, PciBus at) {
    Optional<HostPhysicalAddress> physical = dma.page().page().physical();
    Optional<Iova> iova = iova(dma, programmed);
    if (iova.isEmpty() || !(format instanceof Known<PageTableFormat>(var table, _))) {
      return;
    }
    long leaf =
        physical
            .map(to -> PageTableFormat.leafSize(iova.get(), to, dma.request().size()))
            .orElse(PageTableFormat.SMALLEST_LEAF);
    boolean isExample = programmed.address().ifKnown().isEmpty();
    String note = isExample ? exampleWords(iova.get()) : "";
    for (PageWalkLevel level : table.walk(iova.get(), leaf)) {
      steps.walk(
          new Place.AtHostBridge(at),
          words(level, physical) + note,
          "%s (%s)".formatted(table.name(), table.row()),
          new PageWalk(iova.get(), isExample, level));
      note = "";
    }
  }

  private Optional<Iova> iova(MappedDma dma, Programmed programmed) {
    return programmed.address() instanceof Known<Address>(Address address, _)
        ? Optional.of(new Iova(address.value()))
        : spaces.of(dma.request().client()).firstChoice(dma.request().size(), mask(dma.request()));
  }

  private long mask(DmaRequest request) {
    return request
        .dmaMask()
        .ifKnown()
        .or(() ->
            topology
                .find(request.client())
                .flatMap(function -> function.system().dmaMask().ifKnown()))
        .orElse(DEFAULT_MASK);
  }

  private static String words(PageWalkLevel level, Optional<HostPhysicalAddress> physical) {
    String entry = "level %d, entry 0x%03x".formatted(level.level(), level.index());
    return level.isLeaf()
        ? "%s: a leaf of %s%s"
            .formatted(
                entry,
                Hex.size(level.covers()),
                physical
                    .map(to -> " at " + Hex.grouped(to.value() & -level.covers()))
                    .orElse(", whose address is not told"))
        : "%s: the table of level %d".formatted(entry, level.level() - 1);
  }

  private static String exampleWords(Iova iova) {
    return "; the allocator chooses the IOVA, on a fresh domain %s"
        .formatted(Hex.grouped(iova.value()));
  }

  private static void translate(StepList steps, MappedDma dma, Programmed programmed, PciBus at) {
    Place place = new Place.AtHostBridge(at);
    String text = "the IOMMU translates the IOVA to the physical address of the page";
    String rule = StepList.ruleOf(programmed.reason());
    dma.page()
        .page()
        .physical()
        .ifPresentOrElse(
            to -> steps.translate(place, StepEvent.IOMMU, text, to, rule),
            () -> steps.add(place, StepEvent.IOMMU, text, rule));
  }
}
