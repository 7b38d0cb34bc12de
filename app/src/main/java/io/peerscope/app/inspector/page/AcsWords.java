package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.edit.SetAcsSupport;
import java.util.List;
import java.util.Optional;

/// The ACS Capability and Control words as a whole.
record AcsWords(PciAddress function, AccessControlServices acs) {

  private static final int CAPABILITY = 4;
  private static final int WORD = 2;
  private static final String HINT = "SrcValid ReqRedir …, none, or 0x1d";

  List<Field> fields() {
    return List.of(
        Field.of("ACSCap", acs.supported(), RegisterWords::spellAcs)
            .at(acs.offset() + CAPABILITY, WORD)
            .settable(
                acs.supported(),
                RegisterWords::writeAcs,
                HINT,
                RegisterWords::acsWord,
                word -> new SetAcsSupport(function, word.map(Optional::of))),
        Field.of("ACSCtl", acs.control(), RegisterWords::spellAcs)
            .at(acs.offset() + AccessControlServices.CONTROL, WORD)
            .settable(
                acs.control(),
                RegisterWords::writeAcs,
                HINT,
                RegisterWords::acsWord,
                word -> new SetAcsControl(function, word)));
  }
}
