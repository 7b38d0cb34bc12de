package io.peerscope.app.inspector.page;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.edit.SetConfigByte;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.Arrays;
import java.util.Optional;

/// Finds the edit that a changed byte means: the one with a name where there is one, such as
/// turning an ACS bit, else the byte itself.
final class ByteEdits {

  private static final int NAMED_BITS = 0x7f;

  private ByteEdits() {}

  static PlatformEdit write(PciFunction function, int offset, int value) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .flatMap(acs -> acsControl(function, acs, offset, value))
        .orElseGet(() -> new SetConfigByte(function.address(), offset, value));
  }

  private static Optional<PlatformEdit> acsControl(
      PciFunction function, AccessControlServices acs, int offset, int value) {
    if (offset != acs.offset() + AccessControlServices.CONTROL
        || !(acs.control() instanceof Fact.Known<Integer>(Integer word, _))) {
      return Optional.empty();
    }
    int turned = (word ^ value) & 0xff;
    if ((turned & ~NAMED_BITS) != 0) {
      return Optional.empty();
    }
    return Integer.bitCount(turned) == 1
        ? Arrays.stream(AcsControl.values())
            .filter(bit -> bit.mask() == turned)
            .<PlatformEdit>map(
                bit -> new SetAcsBit(function.address(), bit, (value & bit.mask()) != 0))
            .findFirst()
        : Optional.of(
            new SetAcsControl(
                function.address(), Fact.known((word & 0xff00) | value, new EditedByHand())));
  }
}
