package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.HostBridge;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Fills a whole matrix with one sweep over the hierarchy per provider instead of one walk per
/// pair.
///
/// The redirect state between a provider and a client is the greatest state on the path between
/// them. The sweep writes it for the provider's own chain first; every other function of the tree
/// then takes it over from the bridge above and adds its own.
final class MatrixSweep {

  private final Hierarchy hierarchy;

  /// Type of a redirected pair, by host bridge.
  private final int[] redirected;

  /// Type of a pair without a common bridge, by the provider's and the client's host bridge.
  private final int[][] across;

  private final int stepsAdded;

  MatrixSweep(Hierarchy hierarchy, RootComplexRule rule) {
    this.hierarchy = hierarchy;
    int untold = hierarchy.untold();
    this.stepsAdded = rule.stepsAdded();
    this.redirected = new int[untold + 1];
    this.across = new int[untold + 1][untold + 1];
    for (int provider = 0; provider <= untold; provider++) {
      redirected[provider] = typeOf(rule.askRedirected(hostBridge(provider)));
      for (int client = 0; client <= untold; client++) {
        across[provider][client] = typeAcross(rule, provider, client);
      }
    }
  }

  private int typeAcross(RootComplexRule rule, int provider, int client) {
    if (provider == hierarchy.untold() || client == hierarchy.untold()) {
      return P2pMatrix.UNKNOWN_TYPE;
    }
    var bridges = hierarchy.hostBridges();
    return provider == client
        ? typeOf(rule.askInside(hostBridge(provider)))
        : typeOf(rule.askAcross(bridges.get(provider), bridges.get(client)));
  }

  private Optional<HostBridge> hostBridge(int end) {
    return end == hierarchy.untold()
        ? Optional.empty()
        : Optional.of(hierarchy.hostBridges().get(end));
  }

  private static int typeOf(Finding finding) {
    return switch (finding.answer()) {
      case YES -> P2pMatrix.THRU_HOST_BRIDGE;
      case NO -> P2pMatrix.NOT_SUPPORTED;
      case UNKNOWN -> P2pMatrix.UNKNOWN_TYPE;
    };
  }

  P2pMatrix fill(List<PciAddress> functions) {
    int[] columns = functions.stream().mapToInt(hierarchy::number).toArray();
    var cells = new short[columns.length][];
    IntStream.range(0, columns.length)
        .parallel()
        .forEach(row -> cells[row] = row(columns[row], columns));
    return new P2pMatrix(functions, cells);
  }

  private short[] row(int provider, int[] columns) {
    int first = hierarchy.top[provider];
    int last = hierarchy.treeEnd[first];
    short[] inTree = sweep(provider, first, last);
    int[] acrossTypes = across[hierarchy.end[provider]];
    int providerDepth = hierarchy.depth[provider];
    var row = new short[columns.length];
    for (int column = 0; column < columns.length; column++) {
      int client = columns[column];
      row[column] =
          client >= first && client < last
              ? inTree[client - first]
              : apart(acrossTypes[hierarchy.end[client]], providerDepth, provider, client);
    }
    return row;
  }

  private short apart(int type, int providerDepth, int provider, int client) {
    int untold = hierarchy.untold();
    boolean counted =
        hierarchy.end[provider] != untold
            && hierarchy.end[client] != untold
            && (stepsAdded == 0 || type != P2pMatrix.UNKNOWN_TYPE);
    int added = type == P2pMatrix.THRU_HOST_BRIDGE ? stepsAdded : 0;
    return P2pMatrix.cell(
        type,
        counted ? providerDepth + hierarchy.depth[client] + added : P2pMatrix.UNKNOWN_DISTANCE);
  }

  /// The cells of one provider for all functions of its own tree.
  private short[] sweep(int provider, int first, int last) {
    int size = last - first;
    var state = new byte[size];
    var distance = new short[size];
    var onChain = new boolean[size];
    climb(provider, first, state, distance, onChain);
    var typeOfState = typeOfState(hierarchy.end[provider]);
    var cells = new short[size];
    for (int at = 0; at < size; at++) {
      if (!onChain[at]) {
        int above = hierarchy.up[first + at] - first;
        state[at] = (byte) Math.max(state[above], hierarchy.redirect[first + at]);
        distance[at] = (short) (distance[above] + 1);
      }
      cells[at] = P2pMatrix.cell(typeOfState[state[at]], distance[at]);
    }
    return cells;
  }

  private void climb(int provider, int first, byte[] state, short[] distance, boolean[] onChain) {
    byte greatest = 0;
    short steps = 0;
    for (int at = provider; at != Hierarchy.NONE; at = hierarchy.up[at]) {
      greatest = (byte) Math.max(greatest, hierarchy.redirect[at]);
      state[at - first] = greatest;
      distance[at - first] = steps++;
      onChain[at - first] = true;
    }
  }

  private int[] typeOfState(int hostBridge) {
    var types = new int[Hierarchy.ON + 1];
    types[Hierarchy.OFF] = P2pMatrix.BUS_ADDR;
    types[Hierarchy.UNTOLD] = P2pMatrix.UNKNOWN_TYPE;
    types[Hierarchy.ON] = redirected[hostBridge];
    return types;
  }
}
