package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Parent;
import java.util.List;
import java.util.Map;

/// Hangs a device with all below it elsewhere. BARs that a user pinned keep their addresses.
public record MoveSubtree(PciAddress function, Place to) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    return "move %s to %s".formatted(move(draft, function, to).name(), to);
  }

  /// @return what was moved, as it was before
  /// @throws Refusal when it cannot be done
  static Subtree move(Draft draft, PciAddress function, Place to) {
    draft.at(function);
    Subtree subtree = Subtree.of(draft.platform(), function);
    if (to instanceof Place.Below(PciAddress above) && subtree.addresses().contains(above)) {
      throw new Refusal("%s cannot hang below itself".formatted(subtree.root()));
    }
    if (opensADomain(draft, subtree)) {
      throw new Refusal(
          "%s opens a domain and stays where it is; remove it and add another".formatted(function));
    }
    boolean there =
        switch (draft.topology().parentOf(subtree.root())) {
          case Parent.RootBus(var bus) -> to.equals(new Place.OnRootBus(bus));
          case Parent.Below(var bridge) -> to.equals(new Place.Below(bridge));
          case Parent.Untold _ -> false;
        };
    if (there) {
      throw new Refusal("%s is there already".formatted(subtree.root()));
    }
    draft.replace(List.of(), subtree.addresses());
    Map<PciAddress, PciAddress> addresses = new Graft(draft, subtree, Graft.Pins.KEPT).at(to);
    draft.noteMoves(addresses);
    draft.allocate(addresses.values());
    return subtree;
  }

  private static boolean opensADomain(Draft draft, Subtree subtree) {
    return draft.topology().hostBridges().stream()
        .flatMap(bridge -> bridge.openedBy().stream())
        .flatMap(opener -> opener.ifKnown().stream())
        .anyMatch(subtree.addresses()::contains);
  }
}
