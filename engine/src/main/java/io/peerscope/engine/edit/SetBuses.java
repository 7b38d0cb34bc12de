package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets the bus numbers of a bridge by hand; what hangs below follows with its addresses.
///
/// @param buses known: pinned; unknown: where what is below hangs is not told any more
public record SetBuses(PciAddress function, Fact<BridgeBuses> buses) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    PciFunction bridge = draft.at(function);
    if (!bridge.kind().isBridge()) {
      throw new Refusal(
          "%s (%s) is no bridge and has no buses".formatted(function, bridge.kind().label()));
    }
    if (buses instanceof Known<BridgeBuses>(var numbers, _)) {
      check(numbers);
      shift(draft, bridge, numbers);
    }
    PciFunction now = draft.at(function);
    draft.put(
        List.of(Registers.follow(now, now.toBuilder().buses(buses.map(Optional::of)).build())));
    return "set buses of " + function.shortForm();
  }

  private void check(BridgeBuses numbers) {
    if (numbers.secondary() <= function.bus() || numbers.subordinate() < numbers.secondary()) {
      throw new Refusal(
          "%02x-%02x are no buses below bus %02x: numbers grow downwards"
              .formatted(numbers.secondary(), numbers.subordinate(), function.bus()));
    }
    if (numbers.subordinate() > BusNumbers.LAST) {
      throw new Refusal("a domain has 256 buses");
    }
  }

  private void shift(Draft draft, PciFunction bridge, BridgeBuses numbers) {
    int old = bridge.secondaryBus().orElse(0);
    int by = numbers.secondary() - old;
    if (old == 0 || by == 0) {
      return;
    }
    List<PciAddress> below = new ArrayList<>();
    collect(draft, function, below);
    List<PciFunction> coming = new ArrayList<>();
    Map<PciAddress, PciAddress> moves = new HashMap<>();
    for (PciAddress address : below) {
      PciFunction shifted = shifted(draft.at(address), by);
      coming.add(shifted);
      moves.put(address, shifted.address());
    }
    refuseTaken(draft, moves);
    draft.replace(coming, below);
    draft.noteMoves(moves);
  }

  private static void collect(Draft draft, PciAddress above, List<PciAddress> below) {
    for (PciAddress child : draft.topology().childrenOf(above)) {
      below.add(child);
      collect(draft, child, below);
    }
  }

  private static PciFunction shifted(PciFunction function, int by) {
    PciAddress old = function.address();
    int highest =
        function.buses().ifKnown().flatMap(known -> known).map(BridgeBuses::secondary).orElse(0);
    if (old.bus() + by < 0 || Math.max(old.bus(), highest) + by > BusNumbers.LAST) {
      throw new Refusal("a domain has 256 buses; %s does not fit any more".formatted(old));
    }
    var address = PciAddress.of(new PciBus(old.domain(), old.bus() + by), old.devfn());
    Fact<Optional<BridgeBuses>> moved =
        function.buses().map(known -> known.map(numbers -> shifted(numbers, by)));
    boolean bridge = function.buses().ifKnown().flatMap(known -> known).isPresent();
    return Registers.follow(
        function,
        function.toBuilder()
            .address(address)
            .buses(bridge ? Origins.allocated(moved.ifKnown().orElseThrow()) : function.buses())
            .build());
  }

  private static BridgeBuses shifted(BridgeBuses numbers, int by) {
    return numbers.secondary() == 0
        ? numbers
        : new BridgeBuses(
            numbers.primary() + by,
            numbers.secondary() + by,
            Math.min(numbers.subordinate() + by, BusNumbers.LAST));
  }

  private static void refuseTaken(Draft draft, Map<PciAddress, PciAddress> moves) {
    for (PciFunction function : draft.topology().functions()) {
      boolean clash =
          !moves.containsKey(function.address())
              && moves.values().stream()
                  .anyMatch(now -> now.onBus().equals(function.address().onBus()));
      if (clash) {
        throw new Refusal(
            "bus %s is in use by %s".formatted(function.address().onBus(), function.address()));
      }
    }
  }
}
