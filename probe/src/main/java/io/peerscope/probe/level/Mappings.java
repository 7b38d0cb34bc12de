package io.peerscope.probe.level;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.CapabilityChain.Pair;
import io.peerscope.probe.kernel.ErrnoTable;
import io.peerscope.probe.kernel.ErrnoTable.Explanation;
import io.peerscope.probe.kernel.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Level G: maps memory, and BARs of the devices, into an I/O address space for reading, and takes
/// each mapping away at once. No byte of a BAR is read or written, and no device is told.
///
/// @param session the way to the kernel
/// @param space where mappings go
/// @param iommu what the IOMMU can map
record Mappings(Session session, Space space, IommuAnswers iommu) {

  /// Most of a BAR that is mapped: enough to know, and quick.
  private static final long MOST = 64 * 1024;

  private static final long LARGEST_PAGE = 2 << 20;

  void run(Map<PciAddress, Handle> devices, Map<PciAddress, List<Region>> regions) {
    mapMemory();
    if (devices.size() < 2) {
      session.notes().say("a peer BAR is mapped for another device: name two with --vfio A,B");
      return;
    }
    devices.forEach((address, device) -> {
      for (Region region : Optional.ofNullable(regions.get(address)).orElse(List.of())) {
        if (region.index() < 6 && region.canBeMapped()) {
          mapPeer(address, device, region);
        }
      }
    });
  }

  private void mapMemory() {
    long page = iommu.page();
    if (page > LARGEST_PAGE) {
      session.notes().say("the smallest page of the IOMMU is " + Hex.size(page) + "; none is made");
      return;
    }
    Answer memory = session.mapMemory(page);
    if (memory.isOk()) {
      tryOnce("memory", memory.value(), space.toString(), page);
      session.unmap(memory.value(), page);
    }
  }

  private void mapPeer(PciAddress provider, Handle device, Region region) {
    Optional<Pair> part = region.mappable(Math.max(iommu.page(), 4096), MOST);
    if (part.isEmpty()) {
      session.notes().say("%s BAR %d has no whole page to map".formatted(provider, region.index()));
      return;
    }
    long size = part.get().second();
    Answer mapped =
        session.mapBar(device, region.index(), region.offset() + part.get().first(), size);
    if (mapped.isOk()) {
      String what = "BAR %d".formatted(region.index());
      tryOnce(what, mapped.value(), provider.toString(), size);
      session.unmap(mapped.value(), size);
    }
  }

  /// Maps and unmaps.
  private void tryOnce(String what, long address, String about, long size) {
    Optional<Long> iova = iommu.room(size);
    if (iova.isEmpty()) {
      session.notes().say("no IOVA range has room for " + Hex.size(size));
      return;
    }
    Answer answer = space.map(address, size, iova.get());
    if (answer.isOk()) {
      space.unmap(answer.value(), size);
    }
    tell(what, answer, about, size);
  }

  private void tell(String what, Answer answer, String about, long size) {
    String value;
    if (answer.isOk()) {
      value =
          "accepted: %s for reading at IOVA %s".formatted(Hex.size(size), Hex.of(answer.value()));
    } else {
      Explanation why = ErrnoTable.explain(space.request(), answer.errno());
      value = "not accepted: " + why.name() + ": " + why.meaning();
    }
    session
        .notes()
        .learn(
            Level.G,
            about,
            "IOMMU mapping of " + what,
            value,
            space.request().spelling() + " on " + space.toString());
  }
}
