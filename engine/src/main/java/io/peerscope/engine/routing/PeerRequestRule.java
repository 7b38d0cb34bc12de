package io.peerscope.engine.routing;

import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Direct Translated P2P, Egress Control and Request Redirect: a request for a neighbour goes
/// straight, upstream or nowhere (PCIe 7.0, table 6-11).
///
///     DT = 1, address translated   → straight
///     EC = 1, vector bit clear     → straight
///     EC = 1, vector bit set       → RR = 1: upstream; RR = 0: ACS violation
///     EC = 0                       → RR = 1: upstream; RR = 0: straight
///
/// What is not told is tried both ways; where all ways agree, it does not matter.
record PeerRequestRule(EgressVector vector, Tlp tlp) {

  private static final AcsControl RR = AcsControl.P2P_REQUEST_REDIRECT;
  private static final AcsControl EC = AcsControl.P2P_EGRESS_CONTROL;
  private static final AcsControl DT = AcsControl.DIRECT_TRANSLATED_P2P;

  private enum Way {
    STRAIGHT,
    UPSTREAM,
    NOWHERE
  }

  PeerTurn turn(PciFunction ingress, PciFunction peer) {
    var bits = new AcsBits(ingress);
    if (bits.isAbsent()) {
      return new PeerTurn.Direct("it has no ACS", "no ACS capability");
    }
    Fact<Boolean> blocked = blocked(bits, peer);
    Set<Way> ways = ways(bits, blocked);
    if (ways.size() > 1) {
      return open(bits, blocked, ways.contains(Way.NOWHERE));
    }
    return switch (ways.iterator().next()) {
      case STRAIGHT -> straight(bits, blocked);
      case UPSTREAM -> new PeerTurn.Redirect(RR.lspciName(), bits.rule(RR));
      case NOWHERE -> forbidden(bits, peer, blocked);
    };
  }

  /// The vector is looked at only where it may count.
  private Fact<Boolean> blocked(AcsBits bits, PciFunction peer) {
    return AcsBits.valuesOf(bits.isOn(EC)).contains(true)
        ? vector.blocks(bits.function(), peer)
        : Fact.known(false, new Inferred("egress control is off"));
  }

  private Fact<Boolean> passesTranslated(AcsBits bits) {
    return tlp.addressType() == AddressType.TRANSLATED
        ? bits.isOn(DT)
        : Fact.known(false, new Inferred("the address is untranslated"));
  }

  private Set<Way> ways(AcsBits bits, Fact<Boolean> blocked) {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    for (boolean dt : AcsBits.valuesOf(passesTranslated(bits))) {
      for (boolean ec : AcsBits.valuesOf(bits.isOn(EC))) {
        for (boolean set : AcsBits.valuesOf(blocked)) {
          for (boolean rr : AcsBits.valuesOf(bits.isOn(RR))) {
            ways.add(dt || (ec && !set) ? Way.STRAIGHT : way(ec, rr));
          }
        }
      }
    }
    return ways;
  }

  private static Way way(boolean blocked, boolean redirected) {
    if (redirected) {
      return Way.UPSTREAM;
    }
    return blocked ? Way.NOWHERE : Way.STRAIGHT;
  }

  private PeerTurn straight(AcsBits bits, Fact<Boolean> blocked) {
    if (AcsBits.valuesOf(passesTranslated(bits)).equals(List.of(true))) {
      return new PeerTurn.Direct("translated addresses pass", bits.rule(DT));
    }
    if (AcsBits.valuesOf(bits.isOn(EC)).equals(List.of(true))) {
      String bit = ((Known<Boolean>) blocked).origin().toString();
      return new PeerTurn.Direct("its egress control vector allows it", bit);
    }
    return new PeerTurn.Direct("ACS does not redirect", bits.rule(RR));
  }

  private PeerTurn forbidden(AcsBits bits, PciFunction peer, Fact<Boolean> blocked) {
    return new PeerTurn.Forbidden(
        Reason.of(
            "acs-violation",
            "egress control of %s forbids requests to %s: %s"
                .formatted(bits.function().address(), peer.address(), tlp.violated()),
            bits.evidence(EC),
            bits.evidence(RR),
            vectorEvidence(bits, blocked)));
  }

  private PeerTurn open(AcsBits bits, Fact<Boolean> blocked, boolean mayBeForbidden) {
    List<Evidence> evidence = new ArrayList<>(List.of(bits.evidence(RR), bits.evidence(EC)));
    if (tlp.addressType() == AddressType.TRANSLATED) {
      evidence.add(bits.evidence(DT));
    }
    if (AcsBits.valuesOf(bits.isOn(EC)).equals(List.of(true))
        && blocked instanceof Unknown<Boolean> untold) {
      evidence.add(vectorEvidence(bits, blocked));
      String text =
          "the egress control of %s decides, and %s"
              .formatted(bits.function().address(), untold.why());
      return new PeerTurn.Open(
          new Reason(text, "egress-control", evidence, List.of()), mayBeForbidden);
    }
    String text = "ACS of %s is not told".formatted(bits.function().address());
    return new PeerTurn.Open(new Reason(text, "acs-unknown", evidence, List.of()), mayBeForbidden);
  }

  private static Evidence vectorEvidence(AcsBits bits, Fact<Boolean> blocked) {
    return bits.bitEvidence("egress control vector", blocked);
  }
}
