package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;

/// Takes a BAR away.
public record RemoveBar(PciAddress function, int index) implements FunctionEdit {

  @Override
  public String verb() {
    return "remove BAR " + index;
  }

  @Override
  public PciFunction change(PciFunction before) {
    List<Bar> bars = before.bars().stream().filter(bar -> bar.index() != index).toList();
    if (bars.size() == before.bars().size()) {
      throw new Refusal("%s has no BAR %d".formatted(function, index));
    }
    return before.toBuilder().bars(bars).build();
  }
}
