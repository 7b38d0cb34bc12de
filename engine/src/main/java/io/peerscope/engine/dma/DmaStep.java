package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import java.util.Optional;

/// One step of a DMA.
///
/// Steps from ISSUE on move: each starts where the last one ended, so the place of one step is
/// where the packet is *after* it.
///
/// @param number from 1
/// @param at where it happens
/// @param event what happens
/// @param tlp name and size of the TLP, e.g. `MWr 4096 B`, or empty before there is one
/// @param address the address in play, with its space
/// @param decision what is decided here, one sentence
/// @param translatedTo the address that takes its place, where this step translates
/// @param rule the register, window, table row or section that decides
/// @param walk the entry of a page table that is read in this step, if any
public record DmaStep(
    int number,
    Place at,
    StepEvent event,
    String tlp,
    Optional<Address> address,
    String decision,
    Optional<Address> translatedTo,
    String rule,
    Optional<PageWalk> walk) {

  /// A step that reads no page table.
  public DmaStep(
      int number,
      Place at,
      StepEvent event,
      String tlp,
      Optional<Address> address,
      String decision,
      Optional<Address> translatedTo,
      String rule) {
    this(number, at, event, tlp, address, decision, translatedTo, rule, Optional.empty());
  }

  /// The address that is carried from this step on.
  public Optional<Address> carried() {
    return translatedTo.or(() -> address);
  }
}
