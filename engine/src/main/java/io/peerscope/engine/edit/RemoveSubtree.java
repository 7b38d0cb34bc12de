package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import java.util.List;

/// Takes a device out with all that hangs below it. Numbers and windows of the rest stay.
public record RemoveSubtree(PciAddress function) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    draft.at(function);
    Subtree subtree = Subtree.of(draft.platform(), function);
    draft.replace(List.of(), subtree.addresses());
    return "remove " + subtree.name();
  }
}
