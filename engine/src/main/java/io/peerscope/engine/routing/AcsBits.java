package io.peerscope.engine.routing;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// The ACS controls of one function, each known or not: the word may be known in part only.
///
/// A function without the capability has none of them.
record AcsBits(PciFunction function) {

  private static final Inferred NO_CAPABILITY = new Inferred("no ACS capability");

  /// The capability, where it is known to be there.
  Optional<AccessControlServices> capability() {
    return function.capabilities().acs().ifKnown().flatMap(acs -> acs);
  }

  /// Whether the function is known to have no ACS.
  boolean isAbsent() {
    return function.capabilities().acs()
            instanceof Known<Optional<AccessControlServices>>(var acs, _)
        && acs.isEmpty();
  }

  Fact<Boolean> isOn(AcsControl bit) {
    return switch (function.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> Fact.unknown(why);
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.map(found -> found.isEnabled(bit)).orElseGet(() -> Fact.known(false, NO_CAPABILITY));
    };
  }

  Fact<EnhancedAcs> enhanced() {
    return switch (function.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> Fact.unknown(why);
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.map(AccessControlServices::enhanced)
              .orElseGet(() -> Fact.known(EnhancedAcs.NONE, NO_CAPABILITY));
    };
  }

  /// The values that a bit may have.
  static List<Boolean> valuesOf(Fact<Boolean> bit) {
    return bit instanceof Known<Boolean>(Boolean value, _) ? List.of(value) : List.of(false, true);
  }

  /// A bit as a fact for people.
  Evidence evidence(AcsControl bit) {
    return bitEvidence("ACSCtl." + bit.lspciName(), isOn(bit));
  }

  /// Any bit of the capability as a fact for people.
  Evidence bitEvidence(String name, Fact<Boolean> value) {
    return evidence(name, value.map(on -> on ? "1" : "0"));
  }

  /// Any field of the capability as a fact for people.
  Evidence evidence(String name, Fact<String> value) {
    String about = function.address().toString();
    if (isAbsent()) {
      return new Evidence(about, name, "no ACS capability", "the capability list");
    }
    return switch (value) {
      case Known<String>(var told, var origin) ->
          new Evidence(about, name, told, origin.toString());
      case Unknown<String>(var why) -> new Evidence(about, name, "unknown", why);
    };
  }

  /// The bit and where it was read, for a step.
  String rule(AcsControl bit) {
    Evidence evidence = evidence(bit);
    return evidence.name() + " = " + evidence.value() + " (" + evidence.source() + ")";
  }
}
