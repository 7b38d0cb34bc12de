package io.peerscope.engine.export;

import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Function;

/// The link of a function, by the operating system or by its registers.
final class Links {

  private Links() {}

  /// What it does now.
  static Optional<Link> current(PciFunction function) {
    return function.system().link().ifKnown().or(() -> of(function, PciExpress::current));
  }

  /// What it could do.
  static Optional<Link> limit(PciFunction function) {
    return function.system().linkLimit().ifKnown().or(() -> of(function, PciExpress::maximum));
  }

  private static Optional<Link> of(PciFunction function, Function<PciExpress, Fact<Link>> which) {
    return function
        .capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(known -> known)
        .flatMap(express -> which.apply(express).ifKnown());
  }
}
