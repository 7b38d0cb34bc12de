package io.peerscope.engine.routing;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// What a port checks of a TLP that enters it from below, before it looks where the TLP points.
///
/// Source Validation and Upstream Forwarding matter only in special places; there the answer is
/// undetermined unless the bit settles it.
final class PortEntry {

  private PortEntry() {}

  /// Source Validation: the requester's bus must be one of the port's own. Empty when nothing
  /// objects.
  static Optional<Reason> validateSource(PciFunction port, PciFunction requester) {
    boolean covered =
        port.buses()
            .ifKnown()
            .flatMap(buses -> buses)
            .map(buses -> buses.covers(requester.address().bus()))
            .orElse(true);
    return covered || !mayBeSet(port, AcsControl.SOURCE_VALIDATION)
        ? Optional.empty()
        : Optional.of(
            notModelled(
                port,
                AcsControl.SOURCE_VALIDATION,
                "source-validation",
                "the bus of %s is outside those of %s, whose source validation may drop the TLP"
                    .formatted(requester.address(), port.address())));
  }

  /// Upstream Forwarding: a redirected TLP that points back below this very port is sent on
  /// upstream. Empty when the bit is set.
  static Optional<Reason> forwardRedirected(PciFunction port) {
    if (port.kind() == FunctionKind.UPSTREAM_PORT || isSet(port, AcsControl.UPSTREAM_FORWARDING)) {
      return Optional.empty();
    }
    return Optional.of(
        notModelled(
            port,
            AcsControl.UPSTREAM_FORWARDING,
            "upstream-forwarding",
            "the TLP was redirected and points back below %s, %s"
                .formatted(port.address(), whyNotForwarded(port))));
  }

  private static String whyNotForwarded(PciFunction port) {
    String open = ", so that the specification leaves open what becomes of it";
    return switch (port.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>> _ ->
          "whose upstream forwarding (ACS) is not told";
      case Known<Optional<AccessControlServices>>(var acs, _) when acs.isEmpty() ->
          "which has no ACS" + open;
      case Known<Optional<AccessControlServices>> _ ->
          control(port).isPresent()
              ? "whose upstream forwarding (ACS) is off" + open
              : "whose upstream forwarding (ACS) is not told";
    };
  }

  private static boolean isSet(PciFunction port, AcsControl bit) {
    return control(port).filter(bit::isSetIn).isPresent();
  }

  private static boolean mayBeSet(PciFunction port, AcsControl bit) {
    return switch (port.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>> _ -> true;
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.isPresent() && control(port).map(bit::isSetIn).orElse(true);
    };
  }

  private static Optional<Integer> control(PciFunction port) {
    return port.capabilities()
        .acs()
        .ifKnown()
        .flatMap(acs -> acs)
        .flatMap(acs -> acs.control().ifKnown());
  }

  private static Reason notModelled(
      PciFunction port, AcsControl bit, String code, String sentence) {
    String about = port.address().toString();
    String name = "ACSCtl." + bit.lspciName();
    return Reason.of(code, sentence, evidence(port, bit, about, name));
  }

  private static Evidence evidence(PciFunction port, AcsControl bit, String about, String name) {
    return switch (port.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) ->
          new Evidence(about, name, "unknown", why);
      case Known<Optional<AccessControlServices>>(var acs, var origin) ->
          acs.map(found -> evidence(found.control(), bit, about, name))
              .orElseGet(() -> new Evidence(about, name, "no ACS capability", origin.toString()));
    };
  }

  private static Evidence evidence(
      Fact<Integer> control, AcsControl bit, String about, String name) {
    return switch (control) {
      case Unknown<Integer>(var why) -> new Evidence(about, name, "unknown", why);
      case Known<Integer>(Integer word, var origin) ->
          new Evidence(about, name, bit.isSetIn(word) ? "1" : "0", origin.toString());
    };
  }
}
