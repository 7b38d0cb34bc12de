package io.peerscope.engine.policy;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// The ACS control bits of one function, each known or not; without the capability all are clear.
record AcsWord(PciFunction function) {

  Fact<Boolean> isOn(AcsControl bit) {
    return switch (function.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> Fact.unknown(why);
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.map(found -> found.isEnabled(bit))
              .orElseGet(() -> Fact.known(false, new Inferred("no ACS capability")));
    };
  }

  /// The values that the bit may have.
  List<Boolean> values(AcsControl bit) {
    return isOn(bit) instanceof Known<Boolean>(Boolean on, _) ? List.of(on) : List.of(false, true);
  }

  Optional<AccessControlServices> capability() {
    return function.capabilities().acs().ifKnown().flatMap(acs -> acs);
  }

  Evidence evidence(AcsControl bit) {
    String about = function.address().toString();
    String name = "ACSCtl." + bit.lspciName();
    return switch (isOn(bit)) {
      case Known<Boolean>(Boolean on, var origin) ->
          new Evidence(about, name, on ? "1" : "0", origin.toString());
      case Unknown<Boolean>(var why) -> new Evidence(about, name, "unknown", why);
    };
  }
}
