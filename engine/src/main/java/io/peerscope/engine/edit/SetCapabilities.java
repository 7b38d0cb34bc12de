package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.topology.PciFunction;

/// Sets both capability lists, as read from other registers or said not to be known.
///
/// @param config the bytes that show them; none where nothing is told
public record SetCapabilities(PciAddress function, Capabilities capabilities, ConfigSpace config)
    implements FunctionEdit {

  @Override
  public String verb() {
    return "set capabilities";
  }

  @Override
  public PciFunction change(PciFunction before) {
    return before.withRegisters(capabilities, config);
  }
}
