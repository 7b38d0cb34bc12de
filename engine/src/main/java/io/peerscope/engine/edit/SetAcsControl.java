package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Sets the ACS Control word.
public record SetAcsControl(PciAddress function, Fact<Integer> word) implements FunctionEdit {

  @Override
  public String verb() {
    return "set ACS control";
  }

  @Override
  public PciFunction change(PciFunction before) {
    AccessControlServices acs = AcsFacts.of(before);
    if (word.ifKnown().filter(bits -> bits < 0 || bits > 0xffff).isPresent()) {
      throw new Refusal("the ACS Control word has 16 bits");
    }
    return before.toBuilder()
        .capabilities(before.capabilities().replace(acs, acs.withControl(word, Optional.empty())))
        .build();
  }
}
