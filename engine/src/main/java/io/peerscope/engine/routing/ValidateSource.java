package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;

/// Source Validation: the requester's bus must be one of those below the port.
///
///     port 00:01.0 [01-04], SV = 1: requester 03:00.0 passes, requester 05:00.0 does not
final class ValidateSource extends EntryCheck {

  private static final AcsControl BIT = AcsControl.SOURCE_VALIDATION;

  ValidateSource(Tlp tlp) {
    super(tlp);
  }

  @Override
  boolean concerns(PciFunction port, PciAddress requesterId) {
    return port.buses()
        .ifKnown()
        .flatMap(buses -> buses)
        .filter(buses -> buses.covers(requesterId.bus()))
        .isEmpty();
  }

  @Override
  Fact<Boolean> isOn(AcsBits bits) {
    return bits.isOn(BIT);
  }

  @Override
  Evidence evidence(AcsBits bits) {
    return bits.evidence(BIT);
  }

  @Override
  String code() {
    return "source-validation";
  }

  @Override
  String forbidden(PciFunction port, PciAddress requesterId) {
    return "the bus of requester %s is outside those of %s, which validates the source"
        .formatted(requesterId, port.address());
  }

  @Override
  String open(PciFunction port, PciAddress requesterId) {
    return "the bus of requester %s is outside those of %s, and whether that validates the source is not told"
        .formatted(requesterId, port.address());
  }
}
