package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.DmaStep;
import java.util.List;
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

  /// A step that happens at no function shows what the one before it showed.
  void follow(List<DmaStep> steps, int index) {
    register.set(DecidingRegister.of(steps.get(index)));
    steps.subList(0, index + 1).reversed().stream()
        .flatMap(step -> functionOf(step).stream())
        .findFirst()
        .ifPresent(at -> function.set(Optional.of(at)));
  }

  private static Optional<PciAddress> functionOf(DmaStep step) {
    return DecidingRegister.of(step)
        .map(DecidingRegister::function)
        .or(() -> Places.functionAt(step.at()));
  }
}
