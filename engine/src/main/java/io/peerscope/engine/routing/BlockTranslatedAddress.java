package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.routing.Tlp.AddressType;
import io.peerscope.engine.topology.PciFunction;

/// Translation Blocking: memory requests must carry untranslated addresses (AT = 00b). It comes
/// before all rules about where the request may go.
final class BlockTranslatedAddress extends EntryCheck {

  private static final AcsControl BIT = AcsControl.TRANSLATION_BLOCKING;

  BlockTranslatedAddress(Tlp tlp) {
    super(tlp);
  }

  @Override
  boolean concerns(PciFunction port, PciAddress requesterId) {
    return tlp().addressType() != AddressType.UNTRANSLATED;
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
    return "translation-blocking";
  }

  @Override
  String forbidden(PciFunction port, PciAddress requesterId) {
    return "%s lets only untranslated addresses pass".formatted(port.address());
  }

  @Override
  String open(PciFunction port, PciAddress requesterId) {
    return "whether %s lets only untranslated addresses pass is not told".formatted(port.address());
  }
}
