package io.peerscope.engine.policy;

import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.PlatformRules.Crossing;

/// The [PairWays] of every ordered pair of a matrix.
///
/// What separates two trees is the same for all their pairs, and within a tree the redirect state
/// decides: so a small table answers, and 16 million pairs are asked in a fraction of a second.
public final class WayMatrix {

  private static final int NOTHING_KNOWN =
      new PairWays(Passage.UNTOLD, Passage.UNTOLD, Passage.UNTOLD, Passage.UNTOLD).code();

  private final P2pMatrix matrix;
  private final int hostBridges;

  /// By host bridge of the provider and of the client.
  private final byte[] apart;

  /// By host bridge and redirect state.
  private final byte[] together;

  /// @param matrix of this machine
  public WayMatrix(P2pMatrix matrix, Platform platform) {
    this.matrix = matrix;
    boolean storeOnly =
        platform.rules().filter(rules -> rules.crossing() == Crossing.STORE_ONLY).isPresent();
    int untold = matrix.rootComplex().map(RootComplexAnswers::untold).orElse(0);
    this.hostBridges = untold + 1;
    this.apart = new byte[hostBridges * hostBridges];
    this.together = new byte[hostBridges * (Hierarchy.ON + 1)];
    matrix.rootComplex().ifPresent(answers -> fill(answers, untold, storeOnly));
  }

  private void fill(RootComplexAnswers answers, int untold, boolean storeOnly) {
    for (int provider = 0; provider <= untold; provider++) {
      for (int client = 0; client <= untold; client++) {
        apart[provider * hostBridges + client] =
            code(ofTwoTrees(answers, provider, client, storeOnly));
      }
      Passage redirected = Passage.through(answers.redirected(provider).type());
      for (int state = 0; state <= Hierarchy.ON; state++) {
        Passage direct = direct(state);
        together[provider * (Hierarchy.ON + 1) + state] =
            code(new PairWays(direct, redirected, direct, redirected));
      }
    }
  }

  private static byte code(PairWays ways) {
    return (byte) ways.code();
  }

  private static PairWays ofTwoTrees(
      RootComplexAnswers answers, int provider, int client, boolean storeOnly) {
    boolean isTold = provider != answers.untold() && client != answers.untold();
    Passage direct = isTold ? Passage.CLOSED : Passage.UNTOLD;
    Passage mapped = Passage.through(answers.apart(provider, client).type());
    boolean ownRule = storeOnly && isTold && provider != client;
    return new PairWays(
        direct, ownRule ? Passage.OPEN : mapped, direct, ownRule ? Passage.CLOSED : mapped);
  }

  private static Passage direct(int state) {
    return switch (state) {
      case Hierarchy.OFF -> Passage.OPEN;
      case Hierarchy.UNTOLD -> Passage.UNTOLD;
      default -> Passage.CLOSED;
    };
  }

  /// The ways of one pair.
  public PairWays waysAt(int providerRow, int clientColumn) {
    return PairWays.ofCode(codeAt(providerRow, clientColumn));
  }

  /// [PairWays#code] of one pair.
  public int codeAt(int providerRow, int clientColumn) {
    if (matrix.rootComplex().isEmpty()) {
      return NOTHING_KNOWN;
    }
    MatrixLayout layout = matrix.layout();
    int hostBridge = layout.hostBridge[providerRow];
    return layout.tree[providerRow] == layout.tree[clientColumn]
        ? together[hostBridge * (Hierarchy.ON + 1) + matrix.stateInTree(providerRow, clientColumn)]
        : apart[hostBridge * hostBridges + layout.hostBridge[clientColumn]];
  }
}
