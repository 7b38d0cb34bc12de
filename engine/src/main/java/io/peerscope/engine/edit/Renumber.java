package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciBus;
import java.util.Optional;

/// Gives all bus numbers, BAR addresses and bridge windows below a root bus anew, as firmware would
/// at the next start. What a user pinned stays; all others may change with later edits.
public record Renumber(PciBus rootBus) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    if (draft.topology().hostBridge(rootBus).isEmpty()) {
      throw new Refusal("there is no root bus %s".formatted(rootBus));
    }
    int last = new BusNumbers(draft).lastOf(rootBus);
    BusPlan plan = BusPlan.of(draft.topology(), rootBus, last, Optional.empty(), 0);
    if (plan.obstacle().isPresent()) {
      throw new Refusal(plan.obstacle().get());
    }
    plan.makeIn(draft, true);
    var layout = new WindowLayout(draft.platform(), Movable.ALL_BUT_PINNED);
    layout.layOutAnew(rootBus);
    draft.put(layout.changed());
    draft.find(layout.findings());
    return "renumber root bus " + rootBus;
  }
}
