package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The kernel's answer for all pairs on two sides, and why pairs changed.
///
/// Functions are the same when they have the same address.
///
/// @param both the functions of both sides, in the order of before
/// @param gone the functions of before alone
/// @param added the functions of after alone
/// @param changes how many ordered pairs of [#both] changed how
/// @param groups those pairs by cause, the largest group first
public record MatrixComparison(
    List<PciAddress> both,
    List<PciAddress> gone,
    List<PciAddress> added,
    SortedMap<Change, Long> changes,
    List<CauseGroup> groups) {

  public MatrixComparison {
    both = List.copyOf(both);
    gone = List.copyOf(gone);
    added = List.copyOf(added);
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    groups = List.copyOf(groups);
  }

  /// Compares two machines.
  ///
  /// @param wanted the functions to compare on the side of before
  /// @param wantedAfter the same of after
  public static MatrixComparison of(
      Platform before, List<PciAddress> wanted, Platform after, List<PciAddress> wantedAfter) {
    var there = new HashSet<>(wantedAfter);
    var were = new HashSet<>(wanted);
    List<PciAddress> both = wanted.stream().filter(there::contains).toList();
    var work = new Work(before, after, both);
    work.compare();
    return new MatrixComparison(
        both,
        wanted.stream().filter(function -> !there.contains(function)).toList(),
        wantedAfter.stream().filter(function -> !were.contains(function)).toList(),
        work.changes,
        work.groups());
  }

  /// Number of ordered pairs that changed.
  public long changed() {
    return changes.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Number of ordered pairs that are on both sides.
  public long compared() {
    return (long) both.size() * (both.size() - 1);
  }

  /// Whether both sides have the same functions and the same answers.
  public boolean isSame() {
    return gone.isEmpty() && added.isEmpty() && changes.isEmpty();
  }

  /// Compares class by class.
  private static final class Work {

    private final List<List<PciAddress>> classes;
    private final Map<PciAddress, Integer> places = new HashMap<>();
    private final P2pMatrix matrixBefore;
    private final P2pMatrix matrixAfter;
    private final Causes causes;
    private final SortedMap<Change, Long> changes = new TreeMap<>();
    private final Map<Cause, List<PairBlock>> byCause = new LinkedHashMap<>();

    Work(Platform before, Platform after, List<PciAddress> both) {
      var policyBefore = new LinuxP2pdma(before);
      var policyAfter = new LinuxP2pdma(after);
      this.causes = new Causes(before, after, policyBefore, policyAfter);
      this.matrixBefore = policyBefore.matrix(both);
      this.matrixAfter = policyAfter.matrix(both);
      this.classes =
          FunctionClasses.of(
              before.topology(),
              after.topology(),
              both,
              policyBefore.looksAtWholeWay() || policyAfter.looksAtWholeWay());
      for (int place = 0; place < both.size(); place++) {
        places.put(both.get(place), place);
      }
    }

    void compare() {
      for (List<PciAddress> providers : classes) {
        for (List<PciAddress> clients : classes) {
          compare(providers, clients);
        }
      }
    }

    private void compare(List<PciAddress> providers, List<PciAddress> clients) {
      PciAddress provider = providers.getFirst();
      PciAddress client = clients.getLast();
      if (provider.equals(client)) {
        return;
      }
      int row = place(provider);
      int column = place(client);
      Optional<P2pMapType> was = matrixBefore.typeAt(row, column);
      Optional<P2pMapType> is = matrixAfter.typeAt(row, column);
      if (was.equals(is)) {
        return;
      }
      var block = new PairBlock(providers, clients, new Change(was, is));
      changes.merge(block.change(), block.size(), Long::sum);
      causes
          .of(provider, client)
          .forEach(cause -> byCause.computeIfAbsent(cause, _ -> new ArrayList<>()).add(block));
    }

    private int place(PciAddress function) {
      return places.getOrDefault(function, -1);
    }

    List<CauseGroup> groups() {
      return byCause.entrySet().stream()
          .map(entry -> new CauseGroup(entry.getKey(), entry.getValue()))
          .sorted(CauseGroup.LARGEST_FIRST)
          .toList();
    }
  }
}
