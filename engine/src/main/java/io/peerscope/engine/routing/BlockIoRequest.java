package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;

/// I/O Request Blocking: no I/O request comes up through the port (PCIe 5.0, ACS Enhanced
/// Capability).
final class BlockIoRequest extends EntryCheck {

  BlockIoRequest(Tlp tlp) {
    super(tlp);
  }

  @Override
  boolean concerns(PciFunction port, PciAddress requesterId) {
    return tlp().kind().isIo();
  }

  @Override
  Fact<Boolean> isOn(AcsBits bits) {
    return bits.enhanced().map(EnhancedAcs::ioRequestsBlocked);
  }

  @Override
  Evidence evidence(AcsBits bits) {
    return bits.bitEvidence("ACSCtl.IoReqBlk", isOn(bits));
  }

  @Override
  String code() {
    return "io-request-blocking";
  }

  @Override
  String forbidden(PciFunction port, PciAddress requesterId) {
    return "%s lets no I/O request up".formatted(port.address());
  }

  @Override
  String open(PciFunction port, PciAddress requesterId) {
    return "whether %s lets I/O requests up is not told".formatted(port.address());
  }
}
