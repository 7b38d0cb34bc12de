package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.topology.PciFunction;

/// Turns one bit of the ACS Control word on or off. A bit that the capability lacks stays off, as
/// in hardware.
public record SetAcsBit(PciAddress function, AcsControl bit, boolean on) implements FunctionEdit {

  @Override
  public String verb() {
    return "%s %s".formatted(on ? "set" : "clear", bit.lspciName());
  }

  @Override
  public PciFunction change(PciFunction before) {
    AccessControlServices acs = AcsFacts.of(before);
    boolean lacking = acs.supported().ifKnown().filter(word -> !bit.isSetIn(word)).isPresent();
    if (on && lacking) {
      throw new Refusal(
          "the ACS capability of %s has no %s, so the bit stays 0"
              .formatted(function, bit.lspciName()));
    }
    int word =
        acs.control()
            .ifKnown()
            .orElseThrow(() ->
                new Refusal(
                    "the ACS Control word of %s is not told; set it as a whole first"
                        .formatted(function)));
    int changed = on ? word | bit.mask() : word & ~bit.mask();
    return new SetAcsControl(function, Origins.edited(changed)).change(before);
  }
}
