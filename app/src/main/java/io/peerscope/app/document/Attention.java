package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.DmaStep;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the inspector shows: the function that was selected, or the port that decides the step one
/// looks at, with the register that decides; whichever came last.
final class Attention {

  final ReadOnlyObjectWrapper<Optional<PciAddress>> function =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  final ReadOnlyObjectWrapper<Optional<DecidingRegister>> register =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  void select(Optional<PciAddress> selected) {
    register.set(Optional.empty());
    function.set(selected);
  }

  /// A step that happens at no function leaves what is shown.
  void follow(DmaStep step) {
    Optional<DecidingRegister> deciding = DecidingRegister.of(step);
    deciding
        .map(DecidingRegister::function)
        .or(() -> Places.functionAt(step.at()))
        .ifPresent(at -> function.set(Optional.of(at)));
    register.set(deciding);
  }
}
