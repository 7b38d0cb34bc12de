package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Adds a host bridge with its root bus: a processor socket, or one of several of a socket. Its
/// windows are free address space below 4 GiB and above.
///
/// @param bus the root bus; without one, the middle of the longest run of free buses of domain 0
/// @param part what its first function is
public record AddHostBridge(Optional<PciBus> bus, Part part) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    FunctionKind kind = part.kind();
    if (kind != FunctionKind.HOST_BRIDGE && kind != FunctionKind.PCI_DEVICE) {
      throw new Refusal("%s is not the first function of a root bus".formatted(part.name()));
    }
    PciBus rootBus = bus.orElseGet(() -> freeBus(draft.platform()));
    if (used(draft.platform(), rootBus.domain()).get(rootBus.number())) {
      throw new Refusal("bus %s is in use".formatted(rootBus));
    }
    PciAddress address = PciAddress.of(rootBus, 0);
    draft.add(
        List.of(NewFunction.of(part.functions().getFirst(), address, Optional.empty(), false)));
    List<HostBridgeWindow> windows = new ArrayList<>(draft.platform().windows());
    windows.addAll(FreeWindows.of(draft.platform(), rootBus));
    draft.become(draft.platform().withWindows(windows));
    return "add host bridge " + rootBus;
  }

  private static PciBus freeBus(Platform platform) {
    for (int domain = 0; domain < 0x10000; domain++) {
      Optional<Integer> free = middleOfLongestRun(used(platform, domain));
      if (free.isPresent()) {
        return new PciBus(domain, free.get());
      }
    }
    throw new Refusal("all buses of all domains are in use");
  }

  private static BitSet used(Platform platform, int domain) {
    var used = new BitSet(256);
    for (PciFunction function : platform.topology().functions()) {
      if (function.address().domain() == domain) {
        used.set(function.address().bus());
        function
            .buses()
            .ifKnown()
            .flatMap(known -> known)
            .filter(buses -> buses.subordinate() >= buses.secondary() && buses.secondary() != 0)
            .ifPresent(buses -> used.set(buses.secondary(), buses.subordinate() + 1));
      }
    }
    return used;
  }

  /// Bus 0 of an empty domain; else halfway, on a multiple of 16 where one is near.
  private static Optional<Integer> middleOfLongestRun(BitSet used) {
    if (used.isEmpty()) {
      return Optional.of(0);
    }
    int best = -1;
    int length = 0;
    for (int at = used.nextClearBit(0); at <= 0xff; at = used.nextClearBit(at + 1)) {
      int next = used.nextSetBit(at);
      int end = next < 0 ? 0x100 : next;
      if (end - at > length) {
        best = at;
        length = end - at;
      }
      at = end - 1;
    }
    if (best < 0) {
      return Optional.empty();
    }
    int middle = best + length / 2;
    int round = middle & ~0xf;
    return Optional.of(round >= best ? round : middle);
  }
}
