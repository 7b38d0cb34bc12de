package io.peerscope.engine.topology;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a function's ACS Control word may send peer traffic upstream, as Linux tests it.
///
/// Any of Request Redirect, Completion Redirect and Egress Control counts, whatever the egress
/// vector says (`pci_bridge_has_acs_redir`, `drivers/pci/p2pdma.c`).
///
/// @param state the answer
/// @param evidence the register bits it rests on
public record PeerRedirect(State state, List<Evidence> evidence) {

  /// Ordered so that the greatest of several is the answer for all of them together.
  public enum State {
    /// No bit is set, or there is no ACS capability.
    OFF,
    /// The input does not tell.
    UNTOLD,
    /// At least one bit is set.
    ON
  }

  private static final List<AcsControl> BITS =
      List.of(
          AcsControl.P2P_REQUEST_REDIRECT,
          AcsControl.P2P_COMPLETION_REDIRECT,
          AcsControl.P2P_EGRESS_CONTROL);

  public PeerRedirect {
    evidence = List.copyOf(evidence);
  }

  public static PeerRedirect of(PciFunction function) {
    return switch (function.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> untold(function, why);
      case Known<Optional<AccessControlServices>>(var acs, var origin) ->
          acs.map(found -> ofControl(function, found))
              .orElseGet(() -> off(function, "no ACS capability", origin));
    };
  }

  private static PeerRedirect ofControl(PciFunction function, AccessControlServices acs) {
    return switch (acs.control()) {
      case Unknown<Integer>(var why) -> ofBits(function, acs, why);
      case Known<Integer>(Integer word, var origin) -> ofWord(function, word, origin);
    };
  }

  private static PeerRedirect ofWord(PciFunction function, int word, Origin origin) {
    List<Evidence> set =
        BITS.stream()
            .filter(bit -> bit.isSetIn(word))
            .map(bit -> bitSet(function, bit, origin))
            .toList();
    return set.isEmpty()
        ? off(function, "0x%04x".formatted(word), origin)
        : new PeerRedirect(State.ON, set);
  }

  /// The word is not known, but some of its bits may be.
  private static PeerRedirect ofBits(PciFunction function, AccessControlServices acs, String why) {
    List<Evidence> set = new ArrayList<>();
    List<Evidence> clear = new ArrayList<>();
    for (AcsControl bit : BITS) {
      if (acs.isEnabled(bit) instanceof Known<Boolean>(Boolean enabled, var origin)) {
        (enabled ? set : clear).add(bit(function, bit, enabled ? "1" : "0", origin));
      }
    }
    if (!set.isEmpty()) {
      return new PeerRedirect(State.ON, set);
    }
    return clear.size() == BITS.size() ? new PeerRedirect(State.OFF, clear) : untold(function, why);
  }

  private static Evidence bitSet(PciFunction function, AcsControl bit, Origin origin) {
    return bit(function, bit, "1", origin);
  }

  private static Evidence bit(PciFunction function, AcsControl bit, String value, Origin origin) {
    return new Evidence(
        function.address().toString(), "ACSCtl." + bit.lspciName(), value, origin.toString());
  }

  private static PeerRedirect off(PciFunction function, String value, Origin origin) {
    return new PeerRedirect(State.OFF, evidence(function, value, origin.toString()));
  }

  private static PeerRedirect untold(PciFunction function, String why) {
    return new PeerRedirect(State.UNTOLD, evidence(function, "unknown", why));
  }

  private static List<Evidence> evidence(PciFunction function, String value, String source) {
    return List.of(new Evidence(function.address().toString(), "ACSCtl", value, source));
  }

  /// The greatest of several states; of none, [State#OFF].
  public static State together(Stream<State> states) {
    return states.max(State::compareTo).orElse(State.OFF);
  }
}
