package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;

/// Draws the line between a device and what is above it: the device with all below it hangs there
/// from then on, as [MoveSubtree] does it.
///
/// ```
/// 00:01.0          00:02.0 ── gpu        Connect(gpu, below 00:01.0)
///   becomes
/// 00:01.0 ── gpu   00:02.0
/// ```
public record Connect(PciAddress function, Place to) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    return "connect %s to %s".formatted(MoveSubtree.move(draft, function, to).name(), to);
  }
}
