package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a provider is from several clients together: `pci_p2pdma_distance_many()`.
///
///     provider A, clients B (4 steps) and D (6 steps)  →  10
///     one of them refused, or none given               →  refused, the kernel's -1
public sealed interface JointDistance {

  /// All clients can reach the provider.
  ///
  /// @param total the sum of their distances; 0 is best
  record Steps(int total) implements JointDistance {}

  /// At least one cannot; the kernel answers -1.
  record Refused(Reason reason) implements JointDistance {}

  /// None is known not to, but of at least one it is not known.
  record Undetermined(Reason reason) implements JointDistance {}

  /// Asks for one provider and its clients.
  ///
  /// @throws IllegalArgumentException when the provider or a client's function does not exist
  static JointDistance of(LinuxP2pdma policy, PciAddress provider, List<ClientDevice> clients) {
    if (clients.isEmpty()) {
      return new Refused(Reason.of("no-client", "no client was given"));
    }
    Optional<Reason> unfit =
        clients.stream().flatMap(client -> client.refusal(policy).stream()).findFirst();
    if (unfit.isPresent()) {
      return new Refused(unfit.get());
    }
    return sum(
        clients.stream()
            .map(client -> policy.decide(provider, client.function().orElseThrow()))
            .toList());
  }

  private static JointDistance sum(List<P2pDecision> decisions) {
    int total = 0;
    List<Reason> doubts = new ArrayList<>();
    for (P2pDecision decision : decisions) {
      switch (decision.type()) {
        case Known<P2pMapType>(var type, _) -> {
          if (type == P2pMapType.NOT_SUPPORTED) {
            return new Refused(decision.reason());
          }
          total += decision.distance().orElseThrow();
        }
        case Unknown<P2pMapType> _ -> doubts.add(decision.reason());
      }
    }
    return doubts.isEmpty() ? new Steps(total) : new Undetermined(doubts.getFirst());
  }
}
