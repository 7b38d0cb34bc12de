package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;

/// The Alternative Routing-ID Interpretation extended capability (id 0x000e), as far as ACS asks
/// for it.
///
/// @param acsGroupsEnabled ACS Function Groups Enable, control bit 1; what function 0 says counts
///   for the device
/// @param functionGroup group of the function, control bits 6:4
public record AlternativeRoutingId(
    int offset, Fact<Boolean> acsGroupsEnabled, Fact<Integer> functionGroup) implements Capability {

  /// The capability whose control register is known or not.
  public static AlternativeRoutingId of(int offset, Fact<Integer> control) {
    return new AlternativeRoutingId(
        offset, control.map(word -> (word & 2) != 0), control.map(word -> word >> 4 & 7));
  }
}
