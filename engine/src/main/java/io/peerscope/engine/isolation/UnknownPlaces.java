package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A function of which the input does not tell what it is below: it may share a group with whatever
/// can be above it or beside that.
final class UnknownPlaces {

  private final Topology topology;
  private final Placed placed;
  private final Map<UnknownPlace, PciAddress> firstOfPlace = new HashMap<>();

  UnknownPlaces(Topology topology, Placed placed) {
    this.topology = topology;
    this.placed = placed;
  }

  /// The first function of a place opens all these groups; the others may share its.
  void follow(
      PciAddress address,
      Optional<PciAddress> somewhereBelow,
      Reason missing,
      Placement.Draft draft) {
    var place = new UnknownPlace(address.domain(), somewhereBelow);
    PciAddress first = firstOfPlace.computeIfAbsent(place, _ -> address);
    if (!first.equals(address)) {
      draft.mayJoin(placed.at(first), missing);
      return;
    }
    placed.forEach((other, placement) -> {
      if (mayShareGroup(address, other, somewhereBelow)) {
        placement.groups().forEach(group -> draft.mayBeAlone(group, missing));
      }
    });
  }

  /// Where a function of unknown place can be.
  private record UnknownPlace(int domain, Optional<PciAddress> somewhereBelow) {}

  /// Whether an earlier function can be above a function of unknown place, or beside what is.
  private boolean mayShareGroup(
      PciAddress address, PciAddress other, Optional<PciAddress> somewhereBelow) {
    if (other.domain() != address.domain()) {
      return false;
    }
    return somewhereBelow.isEmpty()
        || topology.upstreamPath(other).functions().contains(somewhereBelow.get())
        || topology.upstreamPath(somewhereBelow.get()).functions().contains(other)
        || topology.parentOf(other) instanceof Parent.Untold;
  }
}
