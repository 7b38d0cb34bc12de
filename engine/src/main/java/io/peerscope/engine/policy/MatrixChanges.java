package io.peerscope.engine.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Counts the pairs whose map type an edit changed, without looking at each pair where many share
/// an answer.
///
/// Functions that were in one tree and are in one tree now form a block. Two blocks whose trees are
/// apart, before and now, have one answer for all their pairs; within a tree whose cells are the
/// same object the states did not change. Only the rest is compared pair by pair.
final class MatrixChanges {

  private final P2pMatrix before;
  private final P2pMatrix after;
  private final int[] places;

  /// Functions that stayed, as places in the matrix of before, block after block.
  private final int[] members;

  /// Where each block begins in [#members]; one more for the end of the last.
  private final int[] starts;

  private final Map<Optional<P2pMapType>, Long> became = new HashMap<>();

  MatrixChanges(P2pMatrix before, P2pMatrix after, int[] places) {
    this.before = before;
    this.after = after;
    this.places = places;
    Map<Long, Integer> blocks = new HashMap<>();
    var blockOf = new int[places.length];
    for (int at = 0; at < places.length; at++) {
      blockOf[at] = places[at] < 0 ? -1 : blocks.computeIfAbsent(treesOf(at), _ -> blocks.size());
    }
    this.starts = new int[blocks.size() + 1];
    for (int block : blockOf) {
      if (block >= 0) {
        starts[block + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    this.members = new int[starts[blocks.size()]];
    int[] next = starts.clone();
    for (int at = 0; at < blockOf.length; at++) {
      if (blockOf[at] >= 0) {
        members[next[blockOf[at]]++] = at;
      }
    }
  }

  private long treesOf(int at) {
    return (long) treeBefore(at) << 32 | treeAfter(at);
  }

  private int treeBefore(int at) {
    return before.layout().tree[at];
  }

  private int treeAfter(int at) {
    return after.layout().tree[places[at]];
  }

  Map<Optional<P2pMapType>, Long> count() {
    boolean apartAsBefore = after.isApartAs(before) && isEachInItsPlace();
    for (int one = 0; one + 1 < starts.length; one++) {
      if (apartAsBefore) {
        compare(one, one);
        continue;
      }
      for (int other = 0; other + 1 < starts.length; other++) {
        compare(one, other);
      }
    }
    return became;
  }

  private boolean isEachInItsPlace() {
    return IntStream.range(0, places.length).allMatch(at -> places[at] == at);
  }

  private void compare(int one, int other) {
    int provider = members[starts[one]];
    int client = members[starts[other]];
    boolean apart =
        treeBefore(provider) != treeBefore(client) && treeAfter(provider) != treeAfter(client);
    if (apart) {
      long pairs = (long) (starts[one + 1] - starts[one]) * (starts[other + 1] - starts[other]);
      note(provider, client, pairs);
    } else if (one != other || before.isWalked() || after.isWalked() || !answersAsBefore(one)) {
      compareEach(one, other);
    } else if (!staysWithin(one)) {
      compareStates(one);
    }
  }

  /// Whether the states of a tree and the order of its functions are as before.
  private boolean staysWithin(int block) {
    int first = members[starts[block]];
    return after.cells(treeAfter(first)) == before.cells(treeBefore(first))
        && placesAsBefore(block);
  }

  /// Whether the root complex is known in both and answers for redirected pairs as it did before.
  private boolean answersAsBefore(int block) {
    int member = members[starts[block]];
    Optional<RootComplexAnswers> then = before.rootComplex();
    Optional<RootComplexAnswers> now = after.rootComplex();
    return then.isPresent()
        && now.isPresent()
        && redirected(then.get(), before, member)
            .equals(redirected(now.get(), after, places[member]));
  }

  private static Optional<P2pMapType> redirected(
      RootComplexAnswers answers, P2pMatrix matrix, int at) {
    return answers.redirected(matrix.layout().hostBridge[at]).type();
  }

  private boolean placesAsBefore(int block) {
    for (int at = starts[block]; at < starts[block + 1]; at++) {
      int member = members[at];
      if (before.layout().place[member] != after.layout().place[places[member]]) {
        return false;
      }
    }
    return true;
  }

  /// Within a tree the state decides, in either direction.
  private void compareStates(int block) {
    int first = members[starts[block]];
    TreeCells then = before.cells(treeBefore(first));
    TreeCells now = after.cells(treeAfter(first));
    for (int at = starts[block]; at < starts[block + 1]; at++) {
      int placeThen = before.layout().place[members[at]];
      int placeNow = after.layout().place[places[members[at]]];
      for (int to = starts[block]; to < at; to++) {
        int otherThen = before.layout().place[members[to]];
        int otherNow = after.layout().place[places[members[to]]];
        if (then.stateAt(placeThen, otherThen) != now.stateAt(placeNow, otherNow)) {
          note(members[at], members[to], 2);
        }
      }
    }
  }

  private void compareEach(int one, int other) {
    for (int at = starts[one]; at < starts[one + 1]; at++) {
      for (int to = starts[other]; to < starts[other + 1]; to++) {
        if (members[at] != members[to]) {
          note(members[at], members[to], 1);
        }
      }
    }
  }

  private void note(int provider, int client, long pairs) {
    Optional<P2pMapType> now = after.typeAt(places[provider], places[client]);
    if (!before.typeAt(provider, client).equals(now)) {
      became.merge(now, pairs, Long::sum);
    }
  }
}
