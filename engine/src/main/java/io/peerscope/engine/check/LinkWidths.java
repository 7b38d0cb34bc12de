package io.peerscope.engine.check;

import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.SetLink;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Consumer;

/// A link is no wider and no faster than what both its ends can.
final class LinkWidths implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    machine
        .bridges()
        .filter(port ->
            port.kind() == FunctionKind.ROOT_PORT || port.kind() == FunctionKind.DOWNSTREAM_PORT)
        .forEach(port ->
            machine.below(port).stream()
                .filter(function -> function.address().devfn() == 0)
                .filter(function -> function.address().bus() != port.address().bus())
                .findFirst()
                .ifPresent(card -> {
                  look(port, port, card, report);
                  look(card, port, card, report);
                }));
  }

  private static void look(
      PciFunction end, PciFunction port, PciFunction card, Consumer<Finding> report) {
    Optional<Link> now = express(end).flatMap(found -> found.current().ifKnown());
    Optional<Link> first = maximum(port);
    Optional<Link> second = maximum(card);
    if (now.isEmpty() || first.isEmpty() || second.isEmpty()) {
      return;
    }
    Link most = smaller(first.get(), second.get());
    boolean wider = now.get().width() > most.width();
    boolean faster = now.get().gigatransfers() > most.gigatransfers() && most.gigatransfers() > 0;
    if (wider || faster) {
      Link possible =
          new Link(
              faster ? most.speed() : now.get().speed(), Math.min(now.get().width(), most.width()));
      report.accept(
          Finding.warning(
                  "link-beyond-its-ends",
                  "the link of %s runs at %s, but %s and %s can do no more than %s together"
                      .formatted(end.address(), now.get(), port.address(), card.address(), most),
                  end.address())
              .fixedBy(
                  new SetLink(
                      end.address(),
                      express(end).orElseThrow().maximum(),
                      Fact.known(possible, new EditedByHand()))));
    }
  }

  private static Optional<PciExpress> express(PciFunction function) {
    return function.capabilities().pciExpress().ifKnown().flatMap(known -> known);
  }

  private static Optional<Link> maximum(PciFunction function) {
    return express(function)
        .flatMap(found -> found.maximum().ifKnown())
        .filter(link -> link.width() > 0);
  }

  private static Link smaller(Link one, Link other) {
    boolean slower = one.gigatransfers() < other.gigatransfers();
    return new Link(slower ? one.speed() : other.speed(), Math.min(one.width(), other.width()));
  }
}
