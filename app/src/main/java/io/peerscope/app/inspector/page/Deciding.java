package io.peerscope.app.inspector.page;

import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Register;
import io.peerscope.engine.config.RegisterMap;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where in configuration space a deciding register sits.
final class Deciding {

  private static final int FIRST_BAR = 0x10;
  private static final int BAR_LENGTH = 4;

  private Deciding() {}

  /// The bytes; empty where the page is about another function, or has no such register.
  static Optional<ByteRange> bytes(InspectorPage page, DecidingRegister register) {
    return page.function()
        .filter(function -> function.address().equals(register.function()))
        .flatMap(function -> bytes(function, page, register));
  }

  private static Optional<ByteRange> bytes(
      PciFunction function, InspectorPage page, DecidingRegister register) {
    return switch (register) {
      case DecidingRegister.AcsBit _ ->
          page.acs().bytes().or(() -> span(function, name -> name.equals("ACSCtl")));
      case DecidingRegister.Window(_, WindowKind kind) -> span(function, isOf(kind));
      case DecidingRegister.BaseAddress(_, int bar) ->
          Optional.of(new ByteRange(FIRST_BAR + BAR_LENGTH * bar, BAR_LENGTH));
      case DecidingRegister.BusNumbers _ -> span(function, name -> name.endsWith("ary Bus"));
    };
  }

  private static Predicate<String> isOf(WindowKind kind) {
    return switch (kind) {
      case IO -> name -> name.startsWith("I/O ");
      case MEMORY -> name -> name.startsWith("Memory ");
      case PREFETCHABLE -> name -> name.startsWith("Prefetchable ");
    };
  }

  /// From the first to the last register whose name fits.
  private static Optional<ByteRange> span(PciFunction function, Predicate<String> name) {
    List<Register> found =
        RegisterMap.of(function.config(), function.capabilities()).stream()
            .filter(register -> name.test(register.name()))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int first = found.getFirst().offset();
    int end = found.getLast().offset() + found.getLast().length();
    return Optional.of(new ByteRange(first, end - first));
  }

  static Optional<AcsControl> control(DecidingRegister register) {
    return register instanceof DecidingRegister.AcsBit(_, AcsControl control)
        ? Optional.of(control)
        : Optional.empty();
  }
}
