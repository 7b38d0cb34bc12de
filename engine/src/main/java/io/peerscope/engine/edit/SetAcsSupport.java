package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a function an ACS capability, takes it away, or says that it is not known.
///
/// @param supported the ACS Capability word; known to be empty for a function without ACS
public record SetAcsSupport(PciAddress function, Fact<Optional<Integer>> supported)
    implements FunctionEdit {

  @Override
  public String verb() {
    return "set ACS capability";
  }

  @Override
  public PciFunction change(PciFunction before) {
    Capabilities old = before.capabilities();
    Optional<AccessControlServices> acs = old.acs().ifKnown().flatMap(known -> known);
    List<Capability> others = new ArrayList<>(old.all());
    acs.ifPresent(others::remove);
    return switch (supported) {
      case Unknown<Optional<Integer>>(var why) -> without(before, others, Optional.of(why));
      case Known<Optional<Integer>>(var word, _) ->
          word.isEmpty()
              ? without(before, others, Optional.empty())
              : with(before, acs, others, supported.map(Optional::orElseThrow));
    };
  }

  /// Bytes that would show a capability are no longer told.
  private static PciFunction without(
      PciFunction before, List<Capability> others, Optional<String> missing) {
    return before.toBuilder()
        .capabilities(new Capabilities(others, before.capabilities().standardMissing(), missing))
        .config(withoutExtended(before.config()))
        .build();
  }

  private static PciFunction with(
      PciFunction before,
      Optional<AccessControlServices> acs,
      List<Capability> others,
      Fact<Integer> word) {
    if (acs.isPresent()) {
      AccessControlServices old = acs.get();
      var changed =
          new AccessControlServices(old.offset(), word, old.control(), old.egressVector());
      return before.toBuilder().capabilities(before.capabilities().replace(old, changed)).build();
    }
    int offset =
        others.stream()
            .mapToInt(capability -> capability.offset() + 0x40)
            .reduce(ConfigSpace.CONVENTIONAL_SIZE, Math::max);
    others.add(
        new AccessControlServices(
            offset, word, Origins.edited(0), Fact.unknown("egress control was not set up")));
    return before.toBuilder()
        .capabilities(
            new Capabilities(others, before.capabilities().standardMissing(), Optional.empty()))
        .config(withoutExtended(before.config()))
        .build();
  }

  static ConfigSpace withoutExtended(ConfigSpace config) {
    ConfigSpace shorter = config;
    for (int row = ConfigSpace.CONVENTIONAL_SIZE; row < config.length(); row += 16) {
      shorter = shorter.withoutRow(row);
    }
    return shorter;
  }
}
