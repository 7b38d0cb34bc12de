package io.peerscope.engine.policy;

import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import java.util.List;

/// Requests and completions are judged where they can part from the way to the other: Request
/// Redirect and Egress Control on the client's side right below the common bridge, Completion
/// Redirect on the provider's.
///
///     DP1 (client's side) RR = 1          not direct
///     DP0 (provider's side) RR = 1        direct
///     DP0 CR = 1                          not direct
///
/// `pci_p2pdma_route`, proposed in 2026, for untranslated requests with strict ordering, which is
/// what `pci_p2pdma_distance()` asks about. So the answer is not the same in both directions. Where
/// one function is above the other, nothing is asked.
final class TlpClasses implements AcsBetween {

  @Override
  public List<PeerRedirect> ask(Way way) {
    return way.provider().isEmpty() || way.client().isEmpty()
        ? List.of()
        : List.of(
            ask(
                way.client().getLast(),
                AcsControl.P2P_REQUEST_REDIRECT,
                AcsControl.P2P_EGRESS_CONTROL),
            ask(way.provider().getLast(), AcsControl.P2P_COMPLETION_REDIRECT));
  }

  private static PeerRedirect ask(PciFunction function, AcsControl... bits) {
    var word = new AcsWord(function);
    List<AcsControl> all = List.of(bits);
    List<AcsControl> on =
        all.stream().filter(bit -> word.values(bit).equals(List.of(true))).toList();
    if (!on.isEmpty()) {
      return new PeerRedirect(State.ON, on.stream().map(word::evidence).toList());
    }
    boolean off = all.stream().allMatch(bit -> word.values(bit).equals(List.of(false)));
    return new PeerRedirect(
        off ? State.OFF : State.UNTOLD, all.stream().map(word::evidence).toList());
  }

  @Override
  public String words(boolean many) {
    return (many ? "keep" : "keeps") + " peer traffic off the direct way";
  }
}
