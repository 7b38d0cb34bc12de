package io.peerscope.probe.cli;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lies between the address in a BAR register and the one that sysfs tells: what the kernel
/// calls `bus_offset`. Both are read, none is derived.
///
/// @param register bus address in the register; empty where it is not told
/// @param cpu CPU address in `resource`; empty where it is not told
/// @param why where one of them is missing, why
record BusOffset(
    PciAddress function, int bar, Optional<Long> register, Optional<Long> cpu, String why) {

  /// Of every memory BAR with an address, in address order.
  static List<BusOffset> of(Platform platform) {
    var offsets = new ArrayList<BusOffset>();
    for (PciFunction function : platform.topology().functions()) {
      function.bars().stream()
          .filter(Bar::hasMemoryAddress)
          .forEach(bar -> offsets.add(of(function, bar)));
    }
    return List.copyOf(offsets);
  }

  private static BusOffset of(PciFunction function, Bar bar) {
    String why =
        bar.bus() instanceof Unknown<BusAddress>(var untold)
            ? untold
            : bar.cpu() instanceof Unknown<HostPhysicalAddress>(var missing) ? missing : "";
    return new BusOffset(
        function.address(),
        bar.index(),
        bar.bus() instanceof Known<BusAddress>(var bus, _)
            ? Optional.of(bus.value())
            : Optional.empty(),
        bar.cpu() instanceof Known<HostPhysicalAddress>(var address, _)
            ? Optional.of(address.value())
            : Optional.empty(),
        why);
  }

  /// Bus address minus CPU address, modulo 2^64.
  Optional<Long> value() {
    return register.flatMap(bus -> cpu.map(address -> bus - address));
  }

  boolean isShifted() {
    return value().filter(offset -> offset != 0).isPresent();
  }

  @Override
  public String toString() {
    return "%s BAR %d: register %s, CPU address %s, offset %s"
        .formatted(
            function, bar, spell(register), spell(cpu), value().map(Hex::of).orElse("unknown"));
  }

  private static String spell(Optional<Long> address) {
    return address.map(Hex::of).orElse("unknown");
  }
}
