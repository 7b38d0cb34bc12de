package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The PCI hierarchy of a machine: immutable, addresses unique, no loops.
///
/// [TopologyBuilder] makes one out of functions and reports what does not fit.
public final class Topology {

  private final SortedMap<PciAddress, PciFunction> functions;
  private final Map<PciAddress, Parent> parents;
  private final Map<PciAddress, PciAddress> physicalFunctions;
  private final SortedMap<PciAddress, List<PciAddress>> children = new TreeMap<>();
  private final SortedMap<PciBus, HostBridge> hostBridges = new TreeMap<>();
  private final DomainOpeners openers;
  private final ToldPlaces told;

  /// @param functions all functions
  /// @param parents for every function what is right above it; must not loop
  /// @param physicalFunctions for every virtual function its physical one
  /// @param told what the input tells outright
  Topology(
      SortedMap<PciAddress, PciFunction> functions,
      Map<PciAddress, Parent> parents,
      Map<PciAddress, PciAddress> physicalFunctions,
      ToldPlaces told) {
    this.told = told;
    this.functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    this.parents = Map.copyOf(parents);
    this.physicalFunctions = Map.copyOf(physicalFunctions);
    this.openers = new DomainOpeners(functions.values(), openersByDomain());
    SortedMap<PciBus, List<PciAddress>> onRootBus = new TreeMap<>();
    for (PciAddress address : this.functions.keySet()) {
      switch (parentOf(address)) {
        case Parent.RootBus(PciBus bus) ->
            onRootBus.computeIfAbsent(bus, _ -> new ArrayList<>()).add(address);
        case Parent.Below(PciAddress bridge) ->
            children.computeIfAbsent(bridge, _ -> new ArrayList<>()).add(address);
        case Parent.Untold _ -> {}
      }
    }
    onRootBus.forEach(
        (bus, list) -> hostBridges.put(bus, new HostBridge(bus, list, domainOpener(bus.domain()))));
  }

  /// A function that the input does not describe opens nothing.
  private Map<Integer, Fact<PciAddress>> openersByDomain() {
    Map<Integer, Fact<PciAddress>> byDomain = new HashMap<>();
    told.openers()
        .forEach((bus, opener) -> {
          if (opener.ifKnown().flatMap(this::find).isPresent()) {
            byDomain.put(bus.domain(), opener);
          }
        });
    return byDomain;
  }

  /// What the input tells of the hierarchy outright.
  public ToldPlaces told() {
    return told;
  }

  /// A machine without any function.
  public static Topology empty() {
    return new Topology(new TreeMap<>(), Map.of(), Map.of(), ToldPlaces.none());
  }

  /// The same hierarchy of functions that say something else of themselves.
  ///
  /// @throws IllegalArgumentException when a function changes its address
  public Topology map(UnaryOperator<PciFunction> change) {
    SortedMap<PciAddress, PciFunction> changed = new TreeMap<>();
    functions.forEach((address, function) -> {
      PciFunction replacement = change.apply(function);
      if (!replacement.address().equals(address)) {
        throw new IllegalArgumentException(address + " became " + replacement.address());
      }
      changed.put(address, replacement);
    });
    return new Topology(changed, parents, physicalFunctions, told);
  }

  /// All functions in address order.
  public Collection<PciFunction> functions() {
    return functions.values();
  }

  public int size() {
    return functions.size();
  }

  public Optional<PciFunction> find(PciAddress address) {
    return Optional.ofNullable(functions.get(address));
  }

  /// The function at an address that is known to exist.
  ///
  /// @throws IllegalArgumentException when there is none
  public PciFunction at(PciAddress address) {
    return find(address).orElseThrow(() -> new IllegalArgumentException("no function " + address));
  }

  /// What is right above a function.
  ///
  /// @throws IllegalArgumentException when there is no such function
  public Parent parentOf(PciAddress address) {
    Parent parent = parents.get(address);
    if (parent == null) {
      throw new IllegalArgumentException("no function " + address);
    }
    return parent;
  }

  /// The functions right below a bridge, in address order; virtual functions among them.
  public List<PciAddress> childrenOf(PciAddress bridge) {
    return List.copyOf(children.getOrDefault(bridge, List.of()));
  }

  /// The physical function of a virtual one; empty for any other function.
  public Optional<PciAddress> physicalFunctionOf(PciAddress address) {
    return Optional.ofNullable(physicalFunctions.get(address));
  }

  /// All host bridges whose root bus the input shows, by domain and bus.
  public Collection<HostBridge> hostBridges() {
    return Collections.unmodifiableCollection(hostBridges.values());
  }

  public Optional<HostBridge> hostBridge(PciBus bus) {
    return Optional.ofNullable(hostBridges.get(bus));
  }

  /// The host bridge above a function, where the input tells.
  public Optional<HostBridge> hostBridgeAbove(PciAddress address) {
    return upstreamPath(address).end() instanceof Parent.RootBus(PciBus bus)
        ? hostBridge(bus)
        : Optional.empty();
  }

  /// The function that opened a PCI domain, such as a VMD function; empty for a domain that
  /// firmware describes.
  public Optional<Fact<PciAddress>> domainOpener(int domain) {
    return openers.of(domain);
  }

  /// The functions that are or may be VMD functions, in address order.
  public List<PciAddress> possibleOpeners() {
    return openers.possible();
  }

  /// The function whose requester ID stands on the bus for a function's DMA (`pci_real_dma_dev`):
  /// the one that opened its domain, else itself.
  public Fact<PciAddress> realDmaDevice(PciAddress address) {
    return domainOpener(address.domain())
        .orElseGet(() -> Fact.known(address, new Inferred("it issues DMA under its own ID")));
  }

  /// The functions whose parent is not told, in address order.
  public List<PciAddress> functionsWithoutKnownParent() {
    return functions.keySet().stream()
        .filter(address -> parentOf(address) instanceof Parent.Untold)
        .toList();
  }

  /// A function and everything above it, as the kernel climbs: a virtual function starts at itself
  /// and goes on above its physical function.
  public UpstreamPath upstreamPath(PciAddress address) {
    var path = new ArrayList<PciAddress>();
    PciAddress at = address;
    while (true) {
      path.add(at);
      Parent parent = parentOf(at);
      if (!(parent instanceof Parent.Below(PciAddress bridge))) {
        return new UpstreamPath(path, parent);
      }
      at = bridge;
    }
  }
}
