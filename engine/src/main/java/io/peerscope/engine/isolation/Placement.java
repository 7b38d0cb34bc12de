package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which groups a function can be in, each named by the function that the group was made for.
///
/// @param groups one where the facts decide, else all that they leave open
/// @param reason why it is in the group, where the facts decide
/// @param doubts the missing facts, where they do not
record Placement(Set<PciAddress> groups, Reason reason, List<Reason> doubts) {

  Placement {
    groups = Set.copyOf(groups);
    doubts = List.copyOf(doubts);
  }

  boolean isCertain() {
    return groups.size() == 1;
  }

  /// Collects the groups while the procedure is followed; an unknown answer follows both branches.
  static final class Draft {

    private final SortedSet<PciAddress> groups = new TreeSet<>();
    private final Set<Reason> doubts = new LinkedHashSet<>();

    /// The function may be in the other's group, if the missing fact says so.
    void mayJoin(Placement other, Reason missing) {
      groups.addAll(other.groups);
      doubts.addAll(other.doubts);
      doubts.add(missing);
    }

    /// The group made for a function may be the one, if the missing fact says so.
    void mayBeAlone(PciAddress group, Reason missing) {
      groups.add(group);
      doubts.add(missing);
    }

    /// On the branch that is left, the function is in the other's group.
    Placement join(Placement other, Reason reason) {
      groups.addAll(other.groups);
      doubts.addAll(other.doubts);
      return new Placement(groups, reason, List.copyOf(doubts));
    }

    /// On the branch that is left, a group is made for the function.
    Placement alone(PciAddress function, Reason reason) {
      groups.add(function);
      return new Placement(groups, reason, List.copyOf(doubts));
    }
  }
}
