package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import java.util.Map;

/// Puts a subtree somewhere that may come from another machine, with addresses of its own.
public record PasteSubtree(Subtree subtree, Place to) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    paste(draft, subtree, to);
    return "paste %s".formatted(subtree.name());
  }

  static void paste(Draft draft, Subtree subtree, Place to) {
    Map<PciAddress, PciAddress> addresses = new Graft(draft, subtree, Graft.Pins.DROPPED).at(to);
    draft.noteAdded(addresses.values());
    draft.allocate(addresses.values());
  }
}
