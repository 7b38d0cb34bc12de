package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The map type, distance and deciding reason of every ordered pair of some functions.
///
/// Pairs of one tree have a cell each; what separates two trees is the same for all their pairs. So
/// a machine's processor, kernel and host bridges may change without touching a cell.
public final class P2pMatrix {

  private static final Optional<P2pMapType> BUS_ADDR = Optional.of(P2pMapType.BUS_ADDR);
  private static final RootComplexAnswers.Answer DIRECT =
      new RootComplexAnswers.Answer(BUS_ADDR, "common-bridge", 0);
  private static final RootComplexAnswers.Answer ACS_UNTOLD =
      new RootComplexAnswers.Answer(Optional.empty(), "acs-unknown", 0);

  private final MatrixLayout layout;
  private final TreeCells[] trees;
  private final Optional<RootComplexAnswers> rootComplex;
  private final Optional<PairRule> walk;

  /// @param trees the cells of every tree of the layout
  /// @param rootComplex empty where the kernel's rules are not known
  /// @param walk tells ACS between two functions where the cells cannot; empty where they can
  P2pMatrix(
      MatrixLayout layout,
      TreeCells[] trees,
      Optional<RootComplexAnswers> rootComplex,
      Optional<PairRule> walk) {
    this.layout = layout;
    this.trees = trees;
    this.rootComplex = rootComplex;
    this.walk = walk;
  }

  /// The functions of both rows and columns.
  public List<PciAddress> functions() {
    return layout.functions();
  }

  /// The map type; empty where a fact is missing that could change it.
  public Optional<P2pMapType> typeAt(int providerRow, int clientColumn) {
    return rootComplex.isEmpty()
        ? Optional.empty()
        : answerAt(rootComplex.get(), providerRow, clientColumn).type();
  }

  /// The code of the reason that decides, as in [P2pDecision#reason].
  public String reasonCodeAt(int providerRow, int clientColumn) {
    return rootComplex.isEmpty()
        ? LinuxP2pdma.NO_PROFILE
        : answerAt(rootComplex.get(), providerRow, clientColumn).code();
  }

  private RootComplexAnswers.Answer answerAt(RootComplexAnswers answers, int row, int column) {
    int tree = layout.tree[row];
    if (tree != layout.tree[column]) {
      return answers.apart(layout.hostBridge[row], layout.hostBridge[column]);
    }
    return ofState(answers, stateInTree(row, column), layout.hostBridge[row]);
  }

  /// Whether ACS redirects between two functions of one tree, as [Hierarchy] numbers it.
  int stateInTree(int row, int column) {
    return walk.isPresent()
        ? walked(walk.get(), row, column)
        : trees[layout.tree[row]].stateAt(layout.place[row], layout.place[column]);
  }

  private int walked(PairRule rule, int row, int column) {
    return Hierarchy.codeOf(
        rule.stateBetween(layout.functions().get(row), layout.functions().get(column)));
  }

  private static RootComplexAnswers.Answer ofState(
      RootComplexAnswers answers, int state, int hostBridge) {
    return switch (state) {
      case Hierarchy.OFF -> DIRECT;
      case Hierarchy.UNTOLD -> ACS_UNTOLD;
      default -> answers.redirected(hostBridge);
    };
  }

  /// Steps as the kernel counts them; empty where the input does not tell the hierarchy.
  public OptionalInt distanceAt(int providerRow, int clientColumn) {
    if (rootComplex.isEmpty()) {
      return OptionalInt.empty();
    }
    int tree = layout.tree[providerRow];
    return tree == layout.tree[clientColumn]
        ? OptionalInt.of(trees[tree].stepsAt(layout.place[providerRow], layout.place[clientColumn]))
        : distanceApart(rootComplex.get(), providerRow, clientColumn);
  }

  /// A distance that a permission lengthens is not known without it.
  private OptionalInt distanceApart(RootComplexAnswers answers, int row, int column) {
    int provider = layout.hostBridge[row];
    int client = layout.hostBridge[column];
    if (provider == answers.untold() || client == answers.untold()) {
      return OptionalInt.empty();
    }
    RootComplexAnswers.Answer answer = answers.apart(provider, client);
    return answer.type().isEmpty() && answer.added() != 0
        ? OptionalInt.empty()
        : OptionalInt.of(layout.depth[row] + layout.depth[column] + answer.added());
  }

  /// How many ordered pairs of different functions have each map type; unknown ones are left out.
  public Map<P2pMapType, Long> count() {
    Map<P2pMapType, Long> counts = new EnumMap<>(P2pMapType.class);
    rootComplex.ifPresent(answers -> {
      for (int tree = 0; tree < trees.length; tree++) {
        countInside(answers, tree, counts);
        for (int other = 0; other < trees.length; other++) {
          if (other != tree) {
            long pairs = (long) trees[tree].members() * trees[other].members();
            add(
                counts,
                answers.apart(layout.hostBridgeOf(tree), layout.hostBridgeOf(other)),
                pairs);
          }
        }
      }
    });
    return counts;
  }

  private void countInside(RootComplexAnswers answers, int tree, Map<P2pMapType, Long> counts) {
    long[] states = walk.isPresent() ? walkedStates(walk.get(), tree) : trees[tree].countStates();
    for (int state = 0; state < states.length; state++) {
      add(counts, ofState(answers, state, layout.hostBridgeOf(tree)), states[state]);
    }
  }

  private long[] walkedStates(PairRule rule, int tree) {
    var states = new long[Hierarchy.ON + 1];
    for (int row = 0; row < layout.tree.length; row++) {
      for (int column = 0; column < layout.tree.length; column++) {
        if (row != column && layout.tree[row] == tree && layout.tree[column] == tree) {
          states[walked(rule, row, column)]++;
        }
      }
    }
    return states;
  }

  private static void add(
      Map<P2pMapType, Long> counts, RootComplexAnswers.Answer answer, long pairs) {
    if (pairs > 0) {
      answer.type().ifPresent(type -> counts.merge(type, pairs, Long::sum));
    }
  }

  /// What an edit made of the pairs: for every map type how many ordered pairs of different
  /// functions have it now and had another before; under empty those that became undetermined.
  ///
  /// @param before the matrix of before
  /// @param places for each function of before its place among the functions now; negative for one
  ///   that is gone
  public Map<Optional<P2pMapType>, Long> becameSince(P2pMatrix before, int[] places) {
    return new MatrixChanges(before, this, places).count();
  }

  /// The rows whose cells may be others than in an earlier matrix, and those only in the columns of
  /// the same rows; empty where any cell may be another one.
  public Optional<BitSet> rowsTouchedSince(P2pMatrix before) {
    if (isWalked() || before.isWalked() || !isApartAs(before)) {
      return Optional.empty();
    }
    var touched = new BitSet();
    for (int row = 0; row < layout.tree.length; row++) {
      touched.set(row, trees[layout.tree[row]] != before.trees[layout.tree[row]]);
    }
    return Optional.of(touched);
  }

  /// Whether every two functions of different trees are known to have the answer that they had.
  boolean isApartAs(P2pMatrix before) {
    return layout.sharesPlacesOf(before.layout)
        && rootComplex.isPresent()
        && before.rootComplex.filter(rootComplex.get()::equals).isPresent();
  }

  /// Whether the cells of two functions of one tree cannot be read but must be walked.
  boolean isWalked() {
    return walk.isPresent();
  }

  Optional<RootComplexAnswers> rootComplex() {
    return rootComplex;
  }

  /// The cells of one tree.
  TreeCells cells(int tree) {
    return trees[tree];
  }

  MatrixLayout layout() {
    return layout;
  }
}
