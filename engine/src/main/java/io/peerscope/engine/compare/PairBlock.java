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

  /// The pairs one by one.
  public Stream<ChangedPair> pairs() {
    return providers.stream()
        .flatMap(provider ->
            clients.stream()
                .filter(client -> !client.equals(provider))
                .map(client -> new ChangedPair(provider, client, change)));
  }
}
