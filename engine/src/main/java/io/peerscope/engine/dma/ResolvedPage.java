package io.peerscope.engine.dma;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.RemappedNvme;
import java.util.Optional;

/// What the page of a DMA turned out to be: the answer of a `dev_pagemap` lookup.
public sealed interface ResolvedPage {

  /// The CPU physical address of the first byte, where it is told.
  Optional<HostPhysicalAddress> physical();

  /// Ordinary RAM.
  record Host(HostPhysicalAddress address) implements ResolvedPage {
    @Override
    public Optional<HostPhysicalAddress> physical() {
      return Optional.of(address);
    }
  }

  /// Memory behind a device's BAR.
  ///
  /// @param offset byte offset inside the BAR
  /// @param busOffset bus address minus CPU address of the BAR, modulo 2^64
  /// @param cpu CPU physical address of the byte aimed at
  /// @param bus bus address of the byte aimed at
  /// @param inside the controller that hides in this part of the BAR; empty where none is told
  record Peer(
      PciAddress provider,
      int bar,
      long offset,
      Fact<Long> busOffset,
      Fact<HostPhysicalAddress> cpu,
      Fact<BusAddress> bus,
      Optional<RemappedDrive> inside)
      implements ResolvedPage {
    @Override
    public Optional<HostPhysicalAddress> physical() {
      return cpu.ifKnown();
    }
  }

  /// An NVMe controller that firmware put inside a SATA controller's BAR.
  ///
  /// @param place which of the three places in the BAR, from 0
  /// @param found what the driver of the SATA controller found
  record RemappedDrive(int place, RemappedNvme found) {}

  /// Nothing that the input tells lives there.
  record Nowhere(String why) implements ResolvedPage {
    @Override
    public Optional<HostPhysicalAddress> physical() {
      return Optional.empty();
    }
  }
}
