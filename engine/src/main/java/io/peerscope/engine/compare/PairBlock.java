package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.stream.Stream;

/// Pairs that share both answers: every provider with every client, but none with itself.
///
/// @param change what they were and are
public record PairBlock(List<PciAddress> providers, List<PciAddress> clients, Change change) {

  public PairBlock {
    providers = List.copyOf(providers);
    clients = List.copyOf(clients);
  }

  /// Number of ordered pairs. The lists are the same or have nothing in common.
  public long size() {
    long all = (long) providers.size() * clients.size();
    return providers.equals(clients) ? all - providers.size() : all;
  }

  /// One of the pairs, by its place among them.
  ///
  /// @param place from 0; less than [#size]
  public ChangedPair at(long place) {
    if (!providers.equals(clients)) {
      return pair((int) (place / clients.size()), (int) (place % clients.size()));
    }
    int others = clients.size() - 1;
    int provider = (int) (place / others);
    int client = (int) (place % others);
    return pair(provider, client < provider ? client : client + 1);
  }

  private ChangedPair pair(int provider, int client) {
    return new ChangedPair(providers.get(provider), clients.get(client), change);
  }

  /// The pairs one by one.
  public Stream<ChangedPair> pairs() {
    return providers.stream()
        .flatMap(provider ->
            clients.stream()
                .filter(client -> !client.equals(provider))
                .map(client -> new ChangedPair(provider, client, change)));
  }
}
