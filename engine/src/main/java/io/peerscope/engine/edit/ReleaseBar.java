package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;

/// Gives a BAR an address that fits, instead of the one it has.
public record ReleaseBar(PciAddress function, int index) implements FunctionEdit {

  private static final String NOT_YET = "it has no address yet";

  @Override
  public String verb() {
    return "allocate BAR " + index;
  }

  @Override
  public PciFunction change(PciFunction before) {
    Bar bar =
        before
            .bar(index)
            .orElseThrow(() -> new Refusal("%s has no BAR %d".formatted(function, index)));
    if (!bar.kind().isMemory() || bar.size().ifKnown().isEmpty()) {
      throw new Refusal("BAR %d of %s is no memory of a known size".formatted(index, function));
    }
    List<Bar> bars =
        before.bars().stream().map(each -> each.index() == index ? released(bar) : each).toList();
    return before.toBuilder().bars(bars).build();
  }

  private static Bar released(Bar bar) {
    return new Bar(
        bar.index(),
        bar.kind(),
        bar.prefetchable(),
        Fact.unknown(NOT_YET),
        Fact.unknown(NOT_YET),
        bar.size(),
        BarState.UNASSIGNED);
  }

  @Override
  public void followUp(Draft draft) {
    draft.allocate(List.of(function));
  }
}
