package io.peerscope.app.canvas.drawing;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.stream.Collectors;

/// The words about a function that stand in a picture.
final class FunctionText {

  /// Request redirect, completion redirect and egress control (PCIe, ACS Control Register).
  private static final int REDIRECTS = 0x4 | 0x8 | 0x20;

  private FunctionText() {}

  static String name(PciFunction function) {
    if (!function.name().isEmpty()) {
      return ShortName.of(function.name());
    }
    String kind = function.className().isEmpty() ? function.kind().label() : function.className();
    return function.id().ifKnown().map(id -> id + " " + kind).orElse(kind);
  }

  static Optional<String> group(PciFunction function) {
    return function.system().iommuGroup().ifKnown().map(group -> "grp " + group);
  }

  static Optional<String> driver(PciFunction function) {
    return function.system().driver().ifKnown().filter(driver -> !driver.isEmpty());
  }

  static boolean redirects(PciFunction function) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .map(AccessControlServices::control)
        .flatMap(Fact::ifKnown)
        .filter(control -> (control & REDIRECTS) != 0)
        .isPresent();
  }

  static Optional<Link> currentLink(PciFunction function) {
    return express(function)
        .flatMap(express -> express.current().ifKnown())
        .filter(link -> link.width() > 0);
  }

  /// Whether the link does less than the function could.
  static boolean isDowngraded(PciFunction function) {
    Optional<Link> most = express(function).flatMap(express -> express.maximum().ifKnown());
    Optional<Link> now = currentLink(function);
    return most.isPresent()
        && now.isPresent()
        && (now.get().width() < most.get().width()
            || (now.get().gigatransfers() > 0
                && now.get().gigatransfers() < most.get().gigatransfers()));
  }

  private static Optional<PciExpress> express(PciFunction function) {
    return function.capabilities().pciExpress().ifKnown().flatMap(known -> known);
  }

  /// `BAR 0 16 MiB · BAR 2 32 GiB`.
  static String bars(PciFunction function) {
    return function.bars().stream()
        .filter(Bar::hasMemoryAddress)
        .map(FunctionText::bar)
        .collect(Collectors.joining(" · "));
  }

  private static String bar(Bar bar) {
    return "BAR " + bar.index() + bar.size().ifKnown().map(size -> " " + Hex.size(size)).orElse("");
  }
}
