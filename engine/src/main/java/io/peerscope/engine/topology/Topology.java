package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The PCI hierarchy of a machine: immutable, addresses unique, no loops.
///
/// [TopologyBuilder] makes one out of functions and reports what does not fit.
public final class Topology {

  private static final Comparator<Integer> DOMAIN_ORDER = Integer::compareUnsigned;

  private final NavigableMap<Integer, DomainTree> domains;
  private final SortedMap<PciBus, HostBridge> hostBridges = new TreeMap<>();
  private final int size;

  private final ToldPlaces told;
  private final DomainOpeners openers;

  private Topology(NavigableMap<Integer, DomainTree> domains, ToldPlaces told) {
    this.domains = domains;
    this.told = told;
    this.size = domains.values().stream().mapToInt(DomainTree::size).sum();
    Map<Integer, DomainOpeners.Candidates> candidates = new TreeMap<>(DOMAIN_ORDER);
    domains.forEach((number, domain) -> candidates.put(number, domain.candidates()));
    this.openers = new DomainOpeners(candidates, openersByDomain());
    domains
        .values()
        .forEach(domain ->
            domain
                .rootBuses()
                .forEach((bus, list) ->
                    hostBridges.put(bus, new HostBridge(bus, list, domainOpener(bus.domain())))));
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

  /// @param functions all functions
  /// @param parents for every function what is right above it; must not loop
  /// @param physicalFunctions for every virtual function its physical one
  /// @param told what the input tells outright
  static Topology of(
      SortedMap<PciAddress, PciFunction> functions,
      Map<PciAddress, Parent> parents,
      Map<PciAddress, PciAddress> physicalFunctions,
      ToldPlaces told) {
    NavigableMap<Integer, List<PciFunction>> byDomain = new TreeMap<>(DOMAIN_ORDER);
    functions.forEach((address, function) ->
        byDomain.computeIfAbsent(address.domain(), _ -> new ArrayList<>()).add(function));
    NavigableMap<Integer, DomainTree> trees = new TreeMap<>(DOMAIN_ORDER);
    byDomain.forEach((domain, sorted) -> {
      Map<PciAddress, PciAddress> physical = new HashMap<>(physicalFunctions);
      physical.keySet().removeIf(address -> address.domain() != domain);
      trees.put(
          domain,
          DomainTree.of(sorted, address -> Objects.requireNonNull(parents.get(address)), physical));
    });
    return new Topology(trees, told);
  }

  /// A machine without any function.
  public static Topology empty() {
    return new Topology(new TreeMap<>(DOMAIN_ORDER), ToldPlaces.none());
  }

  /// The same hierarchy of functions that say something else of themselves.
  ///
  /// @throws IllegalArgumentException when a function changes its address
  public Topology map(UnaryOperator<PciFunction> change) {
    NavigableMap<Integer, DomainTree> changed = new TreeMap<>(DOMAIN_ORDER);
    domains.forEach((number, domain) -> changed.put(number, domain.map(change)));
    return new Topology(changed, told);
  }

  /// The hierarchy that results when some functions leave and others come, or take the place of
  /// those with the same address: what [TopologyBuilder] finds for all functions together, though
  /// only the domains concerned are looked at.
  public Topology with(Collection<PciFunction> coming, Collection<PciAddress> leaving) {
    NavigableMap<Integer, List<PciFunction>> byDomain = new TreeMap<>(DOMAIN_ORDER);
    leaving.forEach(address -> byDomain.computeIfAbsent(address.domain(), _ -> new ArrayList<>()));
    coming.forEach(function ->
        byDomain
            .computeIfAbsent(function.address().domain(), _ -> new ArrayList<>())
            .add(function));
    ToldPlaces stillTold = told.without(leaving);
    NavigableMap<Integer, DomainTree> changed = new TreeMap<>(domains);
    byDomain.forEach((number, list) -> {
      DomainTree before = domains.get(number);
      if (before != null && leaving.isEmpty() && list.stream().allMatch(this::keepsItsPlace)) {
        changed.put(number, before.replace(list));
      } else {
        rebuilt(number, list, leaving, stillTold.of(number))
            .ifPresentOrElse(tree -> changed.put(number, tree), () -> changed.remove(number));
      }
    });
    return new Topology(changed, stillTold);
  }

  /// The functions that say something else of themselves than in another state of this machine, in
  /// address order; empty where not every function is known to stand where it stood. What the two
  /// states share is not looked at, so that it costs little after an edit.
  @SuppressWarnings("ReferenceEquality") // whoever compares a state with itself need not look
  public Optional<List<PciFunction>> replacedSince(Topology before) {
    if (before == this) {
      return Optional.of(List.of());
    }
    boolean sameTops =
        domains.keySet().equals(before.domains.keySet())
            && told.equals(before.told)
            && hostBridges.equals(before.hostBridges);
    if (!sameTops) {
      return Optional.empty();
    }
    var replaced = new ArrayList<PciFunction>();
    for (Map.Entry<Integer, DomainTree> domain : domains.entrySet()) {
      Optional<List<PciFunction>> there =
          domain
              .getValue()
              .replacedSince(Objects.requireNonNull(before.domains.get(domain.getKey())));
      if (there.isEmpty()) {
        return Optional.empty();
      }
      replaced.addAll(there.get());
    }
    return Optional.of(replaced);
  }

  /// The same hierarchy, in which a function opened the domain of a root bus.
  public Topology withOpener(PciBus rootBus, Fact<PciAddress> opener) {
    return new Topology(domains, told.with(rootBus, opener));
  }

  /// What the input tells of the hierarchy outright.
  public ToldPlaces told() {
    return told;
  }

  /// Whether the hierarchy is the same with a function in the place of the one before it.
  private boolean keepsItsPlace(PciFunction function) {
    return function.kind() != FunctionKind.VIRTUAL_FUNCTION
        && find(function.address())
            .filter(before -> before.kind() == function.kind())
            .filter(before -> before.buses().ifKnown().equals(function.buses().ifKnown()))
            .filter(before -> hasTheSameVirtualFunctions(before, function))
            .isPresent();
  }

  /// Their number and places, and their memory, which the registers of the physical one hold.
  private static boolean hasTheSameVirtualFunctions(PciFunction before, PciFunction after) {
    Optional<SingleRootIov> sriov =
        after.capabilities().singleRootIov().ifKnown().flatMap(found -> found);
    return before.capabilities().singleRootIov().ifKnown().flatMap(found -> found).equals(sriov)
        && (sriov.isEmpty() || before.config().equals(after.config()));
  }

  private Optional<DomainTree> rebuilt(
      int number, List<PciFunction> coming, Collection<PciAddress> leaving, ToldPlaces toldThere) {
    NavigableMap<PciAddress, PciFunction> functions = new TreeMap<>();
    DomainTree before = domains.get(number);
    if (before != null) {
      before.functions().forEach(function -> functions.put(function.address(), function));
    }
    leaving.forEach(functions::remove);
    coming.forEach(function -> functions.put(function.address(), function));
    return Optional.ofNullable(
        TopologyBuilder.build(functions.values(), toldThere, new DiagnosticLog())
            .domains
            .get(number));
  }

  /// All functions in address order.
  public Collection<PciFunction> functions() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<PciFunction> iterator() {
        List<PciFunction> all = new ArrayList<>(size);
        domains.values().forEach(domain -> all.addAll(domain.functions()));
        return Collections.unmodifiableList(all).iterator();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /// The functions of one domain in address order.
  public List<PciFunction> functionsOf(int domain) {
    DomainTree tree = domains.get(domain);
    return tree == null ? List.of() : Collections.unmodifiableList(tree.functions());
  }

  public int size() {
    return size;
  }

  public Optional<PciFunction> find(PciAddress address) {
    DomainTree domain = domains.get(address.domain());
    return domain == null ? Optional.empty() : domain.find(address);
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
    DomainTree domain = domains.get(address.domain());
    Optional<Parent> parent = domain == null ? Optional.empty() : domain.parentOf(address);
    return parent.orElseThrow(() -> new IllegalArgumentException("no function " + address));
  }

  /// The functions right below a bridge, in address order; virtual functions among them.
  public List<PciAddress> childrenOf(PciAddress bridge) {
    DomainTree domain = domains.get(bridge.domain());
    return domain == null ? List.of() : domain.childrenOf(bridge);
  }

  /// The physical function of a virtual one; empty for any other function.
  public Optional<PciAddress> physicalFunctionOf(PciAddress address) {
    DomainTree domain = domains.get(address.domain());
    return domain == null ? Optional.empty() : domain.physicalFunctionOf(address);
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
    return domains.values().stream()
        .flatMap(domain -> domain.withoutKnownParent().stream())
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

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Topology that
            && domains.equals(that.domains)
            && told.equals(that.told));
  }

  @Override
  public int hashCode() {
    return domains.hashCode();
  }
}
