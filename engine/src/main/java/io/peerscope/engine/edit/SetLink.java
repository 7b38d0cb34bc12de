package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.Set;

/// Sets what a link could do and what it does now.
public record SetLink(PciAddress function, Fact<Link> maximum, Fact<Link> current)
    implements FunctionEdit {

  private static final Set<Integer> WIDTHS = Set.of(0, 1, 2, 4, 8, 12, 16, 32);

  @Override
  public String verb() {
    return "set link";
  }

  @Override
  public PciFunction change(PciFunction before) {
    PciExpress express =
        before
            .capabilities()
            .pciExpress()
            .ifKnown()
            .flatMap(known -> known)
            .orElseThrow(() -> new Refusal("%s has no PCI Express link".formatted(function)));
    maximum.ifKnown().ifPresent(SetLink::check);
    current.ifKnown().ifPresent(SetLink::check);
    return before.toBuilder()
        .capabilities(before.capabilities().replace(express, express.withLink(maximum, current)))
        .build();
  }

  private static void check(Link link) {
    if (!WIDTHS.contains(link.width())) {
      throw new Refusal(
          "a link has 1, 2, 4, 8, 12, 16 or 32 lanes, not %d".formatted(link.width()));
    }
  }
}
