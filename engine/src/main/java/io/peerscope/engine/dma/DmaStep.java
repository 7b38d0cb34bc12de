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
public record DmaStep(
    int number,
    Place at,
    StepEvent event,
    String tlp,
    Optional<Address> address,
    String decision,
    Optional<Address> translatedTo,
    String rule) {}
