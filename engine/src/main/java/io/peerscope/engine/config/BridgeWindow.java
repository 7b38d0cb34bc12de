package io.peerscope.engine.config;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.fact.Fact;
import java.util.Optional;

/// The range of addresses that a bridge forwards downstream, in bus address space.
///
/// @param kind which of the three windows
/// @param range the open range; empty when the window is closed (base above limit)
public record BridgeWindow(WindowKind kind, Fact<Optional<AddressRange>> range) {}
