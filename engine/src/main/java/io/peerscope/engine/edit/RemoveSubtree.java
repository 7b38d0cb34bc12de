package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;

/// Takes a device out with all that hangs below it, and of a VMD function with its domain. Numbers
/// and windows of the rest stay.
public record RemoveSubtree(PciAddress function) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    draft.at(function);
    Subtree subtree = Subtree.of(draft.platform(), function);
    draft.replace(List.of(), withDomains(draft, subtree.addresses()));
    return "remove " + subtree.name();
  }

  /// Without a VMD function nobody reaches the domain that it opened.
  private static List<PciAddress> withDomains(Draft draft, List<PciAddress> leaving) {
    List<PciAddress> all = new ArrayList<>(leaving);
    for (PciFunction function : draft.topology().functions()) {
      PciAddress address = function.address();
      boolean opened =
          draft
              .topology()
              .domainOpener(address.domain())
              .flatMap(Fact::ifKnown)
              .filter(leaving::contains)
              .isPresent();
      if (opened && !leaving.contains(address)) {
        all.add(address);
      }
    }
    return all;
  }
}
