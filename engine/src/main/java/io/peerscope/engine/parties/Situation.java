package io.peerscope.engine.parties;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;

/// Between whom a DMA is to happen, and on which machine.
///
/// @param platform the machine
/// @param client the function that issues the DMA
/// @param target the function that owns the memory
/// @param bar which of its BARs
/// @param reads whether the client reads that memory, atomics among it
public record Situation(
    Platform platform, PciFunction client, PciFunction target, int bar, boolean reads) {

  /// Between two functions of a machine.
  ///
  /// @throws IllegalArgumentException when the machine has no such function
  public static Situation of(
      Platform platform, PciAddress client, PciAddress target, int bar, boolean reads) {
    return new Situation(
        platform, platform.topology().at(client), platform.topology().at(target), bar, reads);
  }
}
