package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds out who is below whom, from bus numbers and SR-IOV, and reports what does not fit.
///
/// A bridge is believed when its secondary bus is above its own bus, as the kernel demands before
/// it descends (`pci_scan_bridge_extend`); so no hierarchy can loop.
public final class TopologyBuilder {

  /// Base classes of what is plugged into slots (PCI Code and ID Assignment 1.16, section 1).
  private static final Set<Integer> PLUGGED_IN = Set.of(0x01, 0x02, 0x03, 0x04, 0x12);

  private final SortedMap<PciAddress, PciFunction> functions = new TreeMap<>();
  private final SortedMap<PciBus, PciAddress> bridgeOfBus = new TreeMap<>();
  private final Map<Integer, List<PciFunction>> believedBridges = new HashMap<>();
  private final Map<PciAddress, PciAddress> physicalFunctions = new HashMap<>();
  private final Map<PciBus, Parent> parentOfBus = new HashMap<>();
  private final Set<Integer> domainsWithUntoldBridges = new HashSet<>();
  private final ToldPlaces told;
  private final Set<PciAddress> outside;
  private final DiagnosticLog log;

  private TopologyBuilder(ToldPlaces told, DiagnosticLog log) {
    Set<PciAddress> outside = told.outsideOfTheirDomain();
    this.told = told.withoutPlacesOf(outside);
    this.outside = outside;
    this.log = log;
  }

  /// The hierarchy of the functions; of two with one address the first is kept.
  public static Topology build(Collection<PciFunction> functions, DiagnosticLog log) {
    return build(functions, ToldPlaces.none(), log);
  }

  /// The hierarchy of functions whose input also tells who opened a domain.
  ///
  /// @param openers by root bus the function that opened its domain (sysfs: the `domain` link of a
  ///   VMD function leads to the root bus)
  public static Topology build(
      Collection<PciFunction> functions, Map<PciBus, Fact<PciAddress>> openers, DiagnosticLog log) {
    return build(functions, new ToldPlaces(Map.of(), Map.of(), openers), log);
  }

  /// The hierarchy of functions whose input also tells places outright.
  public static Topology build(
      Collection<PciFunction> functions, ToldPlaces told, DiagnosticLog log) {
    return new TopologyBuilder(told, log).build(functions);
  }

  private Topology build(Collection<PciFunction> all) {
    all.forEach(this::addFunction);
    outside.forEach(this::reportOutside);
    told.physicalFunctions().forEach(this::markVirtual);
    List.copyOf(functions.values()).forEach(this::findVirtualFunctions);
    physicalFunctions.forEach(this::findVirtualMemory);
    functions.values().forEach(this::addBridge);
    decideUnclaimedBuses();
    Map<PciAddress, Parent> parents = new HashMap<>();
    functions.values().forEach(function -> parents.put(function.address(), parentOf(function)));
    return Topology.of(functions, parents, physicalFunctions, told);
  }

  private void addFunction(PciFunction function) {
    PciFunction before = functions.putIfAbsent(function.address(), function);
    if (before != null) {
      log.warning(
          "duplicate-function",
          "%s is described twice; the first description counts".formatted(function.address()),
          function.position());
    }
  }

  private void reportOutside(PciAddress address) {
    PciFunction function = functions.get(address);
    if (function != null) {
      log.warning(
          "place-conflict",
          "%s is said to hang below another domain, which cannot be; its place is left open"
              .formatted(address),
          function.position());
    }
  }

  /// Routing ID of VF n = that of the physical function + offset + n × stride (SR-IOV 1.1, 2.1.2).
  private void findVirtualFunctions(PciFunction physical) {
    Optional<SingleRootIov> sriov =
        physical.capabilities().singleRootIov().ifKnown().flatMap(known -> known);
    if (sriov.isEmpty()) {
      return;
    }
    int count = sriov.get().numVfs().ifKnown().orElse(0);
    int offset = sriov.get().vfOffset().ifKnown().orElse(0);
    int stride = sriov.get().vfStride().ifKnown().orElse(0);
    if (offset == 0 || (stride == 0 && count > 1)) {
      return;
    }
    for (int n = 0; n < count; n++) {
      int routingId = physical.address().requesterId() + offset + n * stride;
      if (routingId > 0xffff) {
        break;
      }
      var bus = new PciBus(physical.address().domain(), routingId >> 8);
      markVirtual(PciAddress.of(bus, routingId & 0xff), physical.address());
    }
  }

  private void findVirtualMemory(PciAddress virtual, PciAddress physical) {
    PciFunction below = functions.get(physical);
    if (below != null) {
      functions.computeIfPresent(virtual, (_, function) -> VirtualBars.fill(function, below));
    }
  }

  private void markVirtual(PciAddress address, PciAddress physical) {
    PciFunction function = functions.get(address);
    boolean known = physicalFunctions.containsKey(address) || !functions.containsKey(physical);
    if (function != null && !known && !function.kind().isBridge()) {
      functions.put(address, function.withKind(FunctionKind.VIRTUAL_FUNCTION));
      physicalFunctions.put(address, physical);
    }
  }

  private void addBridge(PciFunction function) {
    int domain = function.address().domain();
    switch (function.buses()) {
      case Fact.Known<Optional<BridgeBuses>>(var buses, _) ->
          buses.ifPresent(told -> addBridge(function, told));
      case Fact.Unknown<Optional<BridgeBuses>> _ -> {
        if (function.kind().isBridge() || function.kind() == FunctionKind.FUNCTION) {
          domainsWithUntoldBridges.add(domain);
        }
      }
    }
  }

  private void addBridge(PciFunction bridge, BridgeBuses buses) {
    PciAddress address = bridge.address();
    int secondary = buses.secondary();
    if (secondary == 0) {
      return;
    }
    if (secondary <= address.bus()) {
      log.warning(
          "bus-loop",
          "secondary bus %02x of %s is not above its own bus; nothing is put below it"
              .formatted(secondary, address),
          bridge.position());
      return;
    }
    if (buses.subordinate() < secondary) {
      log.warning(
          "bus-range",
          "subordinate bus %02x of %s is below its secondary bus %02x"
              .formatted(buses.subordinate(), address, secondary),
          bridge.position());
    }
    PciAddress other = bridgeOfBus.putIfAbsent(new PciBus(address.domain(), secondary), address);
    if (other != null) {
      log.warning(
          "bus-claimed-twice",
          "bus %02x is claimed by %s and by %s; the first counts"
              .formatted(secondary, other, address),
          bridge.position());
      return;
    }
    believedBridges.computeIfAbsent(address.domain(), _ -> new ArrayList<>()).add(bridge);
  }

  private void decideUnclaimedBuses() {
    Map<PciBus, List<PciFunction>> unclaimed =
        functions.values().stream()
            .filter(function -> !physicalFunctions.containsKey(function.address()))
            .filter(function -> !bridgeOfBus.containsKey(function.address().onBus()))
            .collect(Collectors.groupingBy(function -> function.address().onBus()));
    Set<Integer> domainsWithRootBus =
        unclaimed.entrySet().stream()
            .filter(entry -> isSurelyRoot(entry.getKey(), entry.getValue()))
            .map(entry -> entry.getKey().domain())
            .collect(Collectors.toSet());
    unclaimed.forEach((bus, onIt) ->
        parentOfBus.put(
            bus, parentOfUnclaimed(bus, onIt, domainsWithRootBus.contains(bus.domain()))));
  }

  private Parent parentOfUnclaimed(PciBus bus, List<PciFunction> onIt, boolean wholeDomain) {
    Optional<PciAddress> covering = innermostBridgeCovering(bus);
    if (covering.isPresent()) {
      return new Parent.Untold(
          "a bridge between %s and bus %02x is missing from the input"
              .formatted(covering.get(), bus.number()),
          covering);
    }
    if (isSurelyRoot(bus, onIt)) {
      return new Parent.RootBus(bus);
    }
    boolean needsPort =
        onIt.stream()
            .anyMatch(function -> sitsBelowAPort(function) || usuallySitsBelowAPort(function));
    boolean mayBeBelowUntold = domainsWithUntoldBridges.contains(bus.domain());
    return wholeDomain && !needsPort && !mayBeBelowUntold
        ? new Parent.RootBus(bus)
        : new Parent.Untold(
            "no bridge in the input leads to bus %s".formatted(bus), Optional.empty());
  }

  private Optional<PciAddress> innermostBridgeCovering(PciBus bus) {
    Optional<PciFunction> innermost = Optional.empty();
    int widest = -1;
    for (PciFunction bridge : believedBridges.getOrDefault(bus.domain(), List.of())) {
      BridgeBuses buses = bridge.buses().ifKnown().flatMap(known -> known).orElseThrow();
      if (buses.covers(bus.number()) && buses.secondary() > widest) {
        widest = buses.secondary();
        innermost = Optional.of(bridge);
      }
    }
    return innermost.map(PciFunction::address);
  }

  private static boolean isSurelyRoot(PciBus bus, List<PciFunction> onIt) {
    return bus.number() == 0 || onIt.stream().anyMatch(TopologyBuilder::belongsOnARootBus);
  }

  private static boolean belongsOnARootBus(PciFunction function) {
    return switch (function.kind()) {
      case HOST_BRIDGE, ROOT_PORT, RC_INTEGRATED_ENDPOINT, RC_EVENT_COLLECTOR -> true;
      case UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          PCIE_TO_PCI_BRIDGE,
          PCI_TO_PCIE_BRIDGE,
          PCI_BRIDGE,
          CARDBUS_BRIDGE,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }

  private static boolean sitsBelowAPort(PciFunction function) {
    return switch (function.kind()) {
      case UPSTREAM_PORT, DOWNSTREAM_PORT, PCIE_TO_PCI_BRIDGE, ENDPOINT, LEGACY_ENDPOINT -> true;
      case HOST_BRIDGE,
          ROOT_PORT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_TO_PCIE_BRIDGE,
          PCI_BRIDGE,
          CARDBUS_BRIDGE,
          BRIDGE,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }

  /// Storage, networks, displays and accelerators, where the input does not tell whether they are
  /// of PCI Express: people show the lines that matter to them (`lspci | grep VGA`), and leave the
  /// bridges out. A dump of registers is taken to be whole.
  private static boolean usuallySitsBelowAPort(PciFunction function) {
    return function.kind() == FunctionKind.FUNCTION
        && function.config().isEmpty()
        && function
            .classCode()
            .ifKnown()
            .filter(code -> PLUGGED_IN.contains(code.baseAndSub() >> 8))
            .isPresent();
  }

  private Parent parentOf(PciFunction function) {
    PciAddress address = function.address();
    Parent concluded = concludedParentOf(address);
    Parent toldParent = told.parents().get(address);
    if (toldParent == null) {
      return concluded;
    }
    boolean bothSay =
        !(concluded instanceof Parent.Untold) && !(toldParent instanceof Parent.Untold);
    boolean differs = bothSay && !concluded.equals(toldParent);
    if (differs) {
      log.warning(
          "place-conflict",
          "%s is %s, but bus numbers say %s; the first counts"
              .formatted(address, spell(toldParent), spell(concluded)),
          function.position());
    }
    return toldParent;
  }

  private static String spell(Parent parent) {
    return switch (parent) {
      case Parent.RootBus(PciBus bus) -> "on root bus " + bus;
      case Parent.Below(PciAddress bridge) -> "below " + bridge;
      case Parent.Untold(String why, _) -> why;
    };
  }

  private Parent concludedParentOf(PciAddress address) {
    PciAddress climbFrom = physicalFunctions.getOrDefault(address, address);
    PciAddress bridge = bridgeOfBus.get(climbFrom.onBus());
    if (bridge != null) {
      return new Parent.Below(bridge);
    }
    return parentOfBus.getOrDefault(
        climbFrom.onBus(),
        new Parent.Untold(
            "its physical function %s has no known place".formatted(climbFrom), Optional.empty()));
  }
}
