package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import java.util.Optional;

/// One step of `pci_device_group`: why a function may share the group of one that has its own.
interface GroupRule {

  /// Where the rule puts a function; empty when it does not apply. What an unknown fact leaves open
  /// is noted in the draft, and the next rule is asked.
  Optional<Placement> place(PciAddress address, Placement.Draft draft);

  /// Why a function is in another's group.
  ///
  /// @param text first the function whose group is joined, then the function that joins
  static Reason joins(
      String code, String text, PciAddress group, PciAddress address, Evidence... evidence) {
    return Reason.of(
        code,
        "%s is in the group of %s: ".formatted(address, group) + text.formatted(group, address),
        evidence);
  }
}
