package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;

/// Puts a copy of a device and all below it somewhere, with addresses of its own.
public record DuplicateSubtree(PciAddress function, Place to) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    draft.at(function);
    Subtree subtree = Subtree.of(draft.platform(), function);
    PasteSubtree.paste(draft, subtree, to);
    return "duplicate %s".formatted(subtree.name());
  }
}
