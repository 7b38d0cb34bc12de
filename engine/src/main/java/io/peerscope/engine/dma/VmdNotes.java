package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.VmdBuses;
import io.peerscope.engine.topology.VmdDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said of the DMA of a client behind VMD, whose requester ID the VMD function replaces
/// (`drivers/pci/controller/vmd.c`).
final class VmdNotes {

  /// The last kernel whose driver had DMA operations of its own for the domain it opens.
  private static final KernelVersion LAST_WITH_OPERATIONS = new KernelVersion(5, 5);

  private final Platform platform;

  VmdNotes(Platform platform) {
    this.platform = platform;
  }

  /// Whose requester ID the DMA carries, and what follows; empty for a client that has its own.
  List<Reason> of(PciAddress client) {
    Optional<Fact<PciAddress>> opener = platform.topology().domainOpener(client.domain());
    if (opener.isEmpty()) {
      return List.of();
    }
    List<Reason> notes = new ArrayList<>();
    notes.add(requesterId(client, opener.get()));
    operations().ifPresent(notes::add);
    opener
        .get()
        .ifKnown()
        .flatMap(platform.topology()::find)
        .flatMap(VmdNotes::interrupts)
        .ifPresent(notes::add);
    return notes;
  }

  private Reason requesterId(PciAddress client, Fact<PciAddress> opener) {
    return switch (opener) {
      case Known<PciAddress>(var vmd, var origin) ->
          Reason.of(
              "vmd-requester-id",
              "VMD function %s puts its own requester ID on the DMA of %s: the IOMMU knows only %s"
                  .formatted(vmd, client, vmd),
              new Evidence(client.toString(), "VMD function", vmd.toString(), origin.toString()),
              firstBus(platform.topology().at(vmd)));
      case Unknown<PciAddress>(var why) ->
          Reason.of(
              "vmd-requester-id",
              "a VMD function puts its own requester ID on the DMA of %s; which one is not told"
                  .formatted(client),
              new Evidence(client.toString(), "VMD function", "unknown", why));
    };
  }

  /// Which bus the domain starts with (`vmd_get_bus_number_start`).
  private static Evidence firstBus(PciFunction vmd) {
    return switch (VmdBuses.first(vmd)) {
      case Known<Integer>(var bus, var origin) ->
          new Evidence(
              vmd.address().toString(),
              "first bus of its domain",
              "%02x".formatted(bus),
              origin.toString());
      case Unknown<Integer>(var why) ->
          new Evidence(vmd.address().toString(), "first bus of its domain", "unknown", why);
    };
  }

  /// Up to 5.5 the driver gave each function below operations that forward to the VMD function's.
  private Optional<Reason> operations() {
    return platform.kernel() instanceof Known<KernelVersion> kernel
            && kernel.value().compareTo(LAST_WITH_OPERATIONS) <= 0
        ? Optional.of(
            Reason.of(
                "vmd-dma-ops",
                "the VMD driver of Linux %s has DMA operations of its own, which call those of the"
                        .formatted(kernel.value())
                    + " VMD function",
                new Evidence(
                    "kernel", "version", kernel.value().toString(), kernel.origin().toString())))
        : Optional.empty();
  }

  private static Optional<Reason> interrupts(PciFunction vmd) {
    return vmd.id()
        .ifKnown()
        .flatMap(VmdDevice::of)
        .map(product ->
            Reason.of(
                "vmd-interrupts",
                switch (product.interrupts()) {
                  case REMAPPED ->
                      "interrupts from behind it are writes to the MSI-X table of %s"
                          .formatted(vmd.address());
                  case BYPASS ->
                      "interrupts from behind it are writes to the MSI-X table of %s, or reach the"
                              .formatted(vmd.address())
                          + " processor as they are where VMCONFIG bit 1 is set";
                },
                new Evidence(
                    vmd.address().toString(),
                    "id",
                    "8086:%04x".formatted(product.device()),
                    "vmd-devices.tsv")));
  }
}
