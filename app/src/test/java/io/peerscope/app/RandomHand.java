package io.peerscope.app;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.DuplicateSubtree;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.MoveSubtree;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Random;

/// A user who edits, undoes and redoes at random; the same seed does the same.
final class RandomHand {

  private static final List<Part> CARDS =
      Part.all().stream()
          .filter(part -> List.of("gpu", "nic", "nvme").contains(part.group()))
          .toList();

  private static final List<AcsControl> ACS_BITS = List.of(AcsControl.values());

  private final Random random;
  private final WorkbenchDocument document;
  private final int size;

  /// @param size about how many functions the machine keeps
  RandomHand(WorkbenchDocument document, int size, long seed) {
    this.document = document;
    this.size = size;
    this.random = new Random(seed);
  }

  /// Does one thing; what cannot be done is refused with a notice, as with any user.
  void act() {
    switch (random.nextInt(10)) {
      case 0, 1 -> document.undo();
      case 2 -> document.redo();
      default -> document.edit(edit());
    }
  }

  private PlatformEdit edit() {
    Topology topology = document.platform().get().topology();
    List<PciFunction> all = List.copyOf(topology.functions());
    PciFunction one = all.get(random.nextInt(all.size()));
    PciFunction other = all.get(random.nextInt(all.size()));
    boolean leaf = topology.childrenOf(one.address()).isEmpty();
    return switch (random.nextInt(6)) {
      case 0 -> new FunctionEdit.Rename(one.address(), "part " + random.nextInt(99));
      case 1 ->
          new SetAcsBit(
              one.address(), ACS_BITS.get(random.nextInt(ACS_BITS.size())), random.nextBoolean());
      case 2 ->
          new AddPart(new Place.Below(other.address()), CARDS.get(random.nextInt(CARDS.size())));
      case 3 ->
          leaf && all.size() > size
              ? new RemoveSubtree(one.address())
              : new DuplicateSubtree(one.address(), place(topology, one.address()));
      case 4 -> new MoveSubtree(one.address(), new Place.Below(other.address()));
      default ->
          leaf ? new RemoveSubtree(one.address()) : new FunctionEdit.Rename(one.address(), "");
    };
  }

  private static Place place(Topology topology, PciAddress address) {
    return switch (topology.parentOf(address)) {
      case Parent.Below(PciAddress bridge) -> new Place.Below(bridge);
      case Parent.RootBus(var bus) -> new Place.OnRootBus(bus);
      case Parent.Untold _ -> new Place.Below(address);
    };
  }
}
