package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Sets both capability lists, as read from other registers or said not to be known.
///
/// @param config the bytes that show them; none where nothing is told
public record SetCapabilities(PciAddress function, Capabilities capabilities, ConfigSpace config)
    implements FunctionEdit {

  /// Bytes from one capability to the next that is added.
  private static final int ROOM = 0x40;

  /// The function with one capability more, behind the others. Extended bytes that do not show it
  /// are no longer told.
  ///
  /// @param make gets the offset of the capability
  public static SetCapabilities adding(PciFunction function, IntFunction<Capability> make) {
    Capabilities before = function.capabilities();
    int offset =
        before.all().stream()
            .mapToInt(capability -> capability.offset() + ROOM)
            .reduce(ConfigSpace.CONVENTIONAL_SIZE, Math::max);
    List<Capability> all = new ArrayList<>(before.all());
    all.add(make.apply(offset));
    return with(function, all);
  }

  /// The function without a capability. Extended bytes, which would still show it, are no longer
  /// told.
  public static SetCapabilities removing(PciFunction function, Capability gone) {
    return with(
        function, function.capabilities().all().stream().filter(each -> each != gone).toList());
  }

  private static SetCapabilities with(PciFunction function, List<Capability> all) {
    Capabilities before = function.capabilities();
    return new SetCapabilities(
        function.address(),
        new Capabilities(all, before.standardMissing(), before.extendedMissing()),
        SetAcsSupport.withoutExtended(function.config()));
  }

  @Override
  public String verb() {
    return "set capabilities";
  }

  @Override
  public PciFunction change(PciFunction before) {
    return before.withRegisters(capabilities, config);
  }
}
