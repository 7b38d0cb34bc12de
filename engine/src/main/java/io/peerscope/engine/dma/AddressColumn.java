package io.peerscope.engine.dma;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.List;
import java.util.Optional;

/// One address space of a DMA and what is told of its numbers.
///
/// @param space which numbers these are
/// @param below the host bridge whose bus numbers they are; empty for CPU addresses
/// @param title `bus addresses`, `CPU physical`, `IOVA of 04:00.0`
/// @param detail what narrows it, or what is missing
/// @param spans what the numbers mean, by address, the larger one first
public record AddressColumn(
    AddressSpace space, Optional<PciBus> below, String title, String detail, List<Span> spans) {

  /// What a run of numbers means.
  ///
  /// @param label in few words
  /// @param owner the function that answers, where it is one
  /// @param ofDma whether the DMA is about it: the BAR aimed at, or RAM that is written
  /// @param source where that was read
  public record Span(
      AddressRange range,
      Meaning meaning,
      String label,
      Optional<PciAddress> owner,
      boolean ofDma,
      String source) {}

  /// What numbers can mean.
  public enum Meaning {
    /// A window of a host bridge.
    WINDOW,
    /// Memory of a device.
    BAR,
    RAM,
    /// Not given out as an IOVA.
    RESERVED
  }

  public AddressColumn {
    spans = List.copyOf(spans);
  }

  /// Whatever a number means, the smallest run last.
  public List<Span> at(long number) {
    return spans.stream().filter(span -> span.range().contains(number)).toList();
  }
}
