package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives one function after the other its group, as `pci_device_group` does
/// (`drivers/iommu/iommu.c`, mainline through 7.x).
///
/// 1. DMA aliases on the way up: a function whose DMA carries another's requester ID is in that
///    one's group.
/// 2. A port above from which the path to the root does not keep peers apart: in the port's group.
/// 3. Functions of the same bus that are aliases of each other: together.
/// 4. Functions of one device that do not keep peers apart: together.
/// 5. Otherwise a group of its own.
///
/// Bridges come before what is below them, so a group that is looked for is there.
final class GroupWalk {

  private final Topology topology;
  private final AcsIsolation acs;
  private final Identity identity;
  private final Map<PciAddress, Placement> placed = new LinkedHashMap<>();
  private final Map<PciAddress, Optional<DmaAlias>> aliases = new HashMap<>();
  private final Map<Integer, PciAddress> firstOfDomain = new HashMap<>();
  private final Map<UnknownPlace, PciAddress> firstOfPlace = new HashMap<>();

  /// For each bus the functions on it in scan order.
  private final Map<PciBus, List<PciAddress>> onBus;

  private GroupWalk(Platform platform, List<PciAddress> order) {
    this.topology = platform.topology();
    this.acs = new AcsIsolation(platform);
    this.identity = new Identity(topology);
    this.onBus = order.stream().collect(Collectors.groupingBy(PciAddress::onBus));
  }

  /// Where each function of a machine is put, in scan order.
  static Map<PciAddress, Placement> of(Platform platform) {
    List<PciAddress> order = ScanOrder.of(platform.topology());
    var walk = new GroupWalk(platform, order);
    order.forEach(address -> walk.placed.put(address, walk.place(address)));
    return walk.placed;
  }

  private Placement place(PciAddress address) {
    var draft = new Placement.Draft();
    return byRealDmaDevice(address, draft)
        .or(() -> byAliasAbove(address, draft))
        .or(() -> byPortAbove(address, draft))
        .or(() -> byAliasOnBus(address, draft))
        .or(() -> bySibling(address, draft))
        .orElseGet(() -> draft.alone(address, alone(address)));
  }

  private Placement placementOf(PciAddress address) {
    return Optional.ofNullable(placed.get(address)).orElseThrow();
  }

  private Optional<Placement> byRealDmaDevice(PciAddress address, Placement.Draft draft) {
    Optional<Fact<PciAddress>> opener = topology.domainOpener(address.domain());
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    return switch (opener.get()) {
      case Known<PciAddress>(PciAddress manager, var origin) ->
          Optional.of(joinsManager(address, manager, origin.toString(), draft));
      case Unknown<PciAddress>(var why) -> byAnyManager(address, vmdUnknown(address, why), draft);
    };
  }

  /// Any of the VMD functions may have opened the domain, or one that the input does not show; the
  /// functions of one domain share their fate.
  private Optional<Placement> byAnyManager(
      PciAddress address, Reason missing, Placement.Draft draft) {
    PciAddress first = firstOfDomain.computeIfAbsent(address.domain(), _ -> address);
    if (!first.equals(address)) {
      draft.mayJoin(placementOf(first), missing);
    }
    topology.possibleOpeners().forEach(manager -> draft.mayJoin(placementOf(manager), missing));
    return Optional.empty();
  }

  private static Reason vmdUnknown(PciAddress address, String why) {
    return Reason.of(
        "vmd-unknown",
        "which VMD function opened domain %x is not told".formatted(address.domain()),
        new Evidence(address.toString(), "VMD function", "unknown", why));
  }

  private Placement joinsManager(
      PciAddress address, PciAddress manager, String source, Placement.Draft draft) {
    return draft.join(
        placementOf(manager),
        joins(
            "joins-vmd",
            "%s puts its own requester ID on the DMA of %s",
            manager,
            address,
            new Evidence(address.toString(), "VMD function", manager.toString(), source)));
  }

  /// `pci_for_each_dma_alias`: ports of switches and root ports change nothing, bridges to
  /// conventional PCI put their own ID on what they forward.
  private Optional<Placement> byAliasAbove(PciAddress address, Placement.Draft draft) {
    List<PciAddress> above = topology.upstreamPath(address).functions();
    for (PciAddress bridge : above.subList(1, above.size())) {
      PciFunction function = topology.at(bridge);
      Optional<DmaAlias> quirk = quirk(function);
      if (quirk.filter(DmaAlias::isTranslationRoot).isPresent()) {
        return Optional.empty();
      }
      if (quirk.filter(DmaAlias::isWithoutAlias).isEmpty()) {
        Optional<Placement> joined = byAlias(address, function, draft);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> byAlias(
      PciAddress address, PciFunction bridge, Placement.Draft draft) {
    return switch (Identity.kindOf(bridge)) {
      case Unknown<FunctionKind>(var why) -> {
        draft.mayJoin(placementOf(bridge.address()), AcsIsolation.typeUnknown(bridge, why));
        yield Optional.empty();
      }
      case Known<FunctionKind> kind ->
          isAlias(kind.value())
              ? Optional.of(
                  draft.join(placementOf(bridge.address()), bridged(address, kind, bridge)))
              : Optional.empty();
    };
  }

  private static Reason bridged(PciAddress address, Known<FunctionKind> kind, PciFunction bridge) {
    return joins(
        "joins-alias",
        "%s, a " + kind.value().label() + ", puts its own requester ID on the DMA of %s",
        bridge.address(),
        address,
        new Evidence(
            bridge.address().toString(),
            "type",
            kind.value().spelling(),
            kind.origin().toString()));
  }

  private static boolean isAlias(FunctionKind kind) {
    return switch (kind) {
      case PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE, PCI_DEVICE -> true;
      case ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          HOST_BRIDGE,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }

  private Optional<Placement> byPortAbove(PciAddress address, Placement.Draft draft) {
    return switch (topology.parentOf(address)) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Below(var bridge) -> byPath(address, bridge, draft);
      case Parent.Untold(var why, var somewhereBelow) -> {
        orphan(address, somewhereBelow, AcsIsolation.parentUnknown(address, why), draft);
        yield Optional.empty();
      }
    };
  }

  /// A function of unknown place may share a group with whatever can be above it or beside that.
  /// The first such function opens all these groups; the others may share its.
  private void orphan(
      PciAddress address,
      Optional<PciAddress> somewhereBelow,
      Reason missing,
      Placement.Draft draft) {
    var place = new UnknownPlace(address.domain(), somewhereBelow);
    PciAddress first = firstOfPlace.computeIfAbsent(place, _ -> address);
    draft.mayBeAlone(address, missing);
    if (!first.equals(address)) {
      draft.mayJoin(placementOf(first), missing);
      return;
    }
    placed.forEach((other, placement) -> {
      if (mayShareGroup(address, other, somewhereBelow)) {
        placement.groups().forEach(group -> draft.mayBeAlone(group, missing));
      }
    });
  }

  /// Where a function of unknown place can be.
  private record UnknownPlace(int domain, Optional<PciAddress> somewhereBelow) {}

  /// Whether an earlier function can be above a function of unknown place, or beside what is.
  private boolean mayShareGroup(
      PciAddress address, PciAddress other, Optional<PciAddress> somewhereBelow) {
    if (other.domain() != address.domain()) {
      return false;
    }
    return somewhereBelow.isEmpty()
        || topology.upstreamPath(other).functions().contains(somewhereBelow.get())
        || topology.upstreamPath(somewhereBelow.get()).functions().contains(other)
        || topology.parentOf(other) instanceof Parent.Untold;
  }

  private Optional<Placement> byPath(PciAddress address, PciAddress bridge, Placement.Draft draft) {
    Finding path = acs.ofPath(bridge);
    return switch (path.answer()) {
      case YES -> Optional.empty();
      case UNKNOWN -> {
        draft.mayJoin(placementOf(bridge), path.reason());
        yield Optional.empty();
      }
      case NO ->
          Optional.of(
              draft.join(
                  placementOf(bridge),
                  joins("joins-port", "the path up from %s does not isolate %s", bridge, address)
                      .because(List.of(path.reason()))));
    };
  }

  /// `get_pci_alias_group` for the function itself.
  private Optional<Placement> byAliasOnBus(PciAddress address, Placement.Draft draft) {
    return byAliasesOf(address, address, new HashSet<>(), draft, Optional.empty());
  }

  /// The group of `start` or of a function that it shares requester IDs with.
  ///
  /// @param doubt why it is not sure that the group of `start` counts; empty when it is
  private Optional<Placement> byAliasesOf(
      PciAddress address,
      PciAddress start,
      Set<PciAddress> visited,
      Placement.Draft draft,
      Optional<Reason> doubt) {
    if (!visited.add(start)) {
      return Optional.empty();
    }
    if (placed.containsKey(start)) {
      Placement found = placementOf(start);
      if (doubt.isPresent()) {
        draft.mayJoin(found, doubt.get());
        return Optional.empty();
      }
      return Optional.of(draft.join(found, sharesId(address, start)));
    }
    for (PciAddress other : onBus.getOrDefault(start.onBus(), List.of())) {
      Finding alias = alias(start, other);
      if (!other.equals(start) && alias.answer() != Answer.NO) {
        Optional<Reason> open =
            alias.answer() == Answer.UNKNOWN ? Optional.of(alias.reason()) : doubt;
        Optional<Placement> joined = byAliasesOf(address, other, visited, draft, open);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Reason sharesId(PciAddress address, PciAddress other) {
    Evidence[] quirks =
        List.of(address, other).stream()
            .flatMap(each ->
                quirk(topology.at(each)).stream().map(quirk -> quirk.evidence(each.toString())))
            .toArray(Evidence[]::new);
    return joins(
        "joins-alias", "%s and %s issue DMA with one requester ID", other, address, quirks);
  }

  /// `pci_devs_are_dma_aliases` for two functions of one bus.
  private Finding alias(PciAddress one, PciAddress other) {
    Optional<Reason> untold = idUnknown(one).or(() -> idUnknown(other));
    if (untold.isPresent()) {
      return Finding.unknown(untold.get());
    }
    boolean alias =
        quirk(topology.at(one)).filter(quirk -> quirk.covers(one, other)).isPresent()
            || quirk(topology.at(other)).filter(quirk -> quirk.covers(other, one)).isPresent();
    Reason reason = Reason.of("dma-alias", "%s and %s share a requester ID".formatted(one, other));
    return alias ? Finding.yes(reason) : Finding.no(reason);
  }

  private Optional<Reason> idUnknown(PciAddress address) {
    return switch (identity.idOf(topology.at(address))) {
      case Known<VendorDevice> _ -> Optional.empty();
      case Unknown<VendorDevice>(var why) ->
          Optional.of(
              Reason.of(
                  "id-unknown",
                  "which device %s is, and so whether it borrows a requester ID, is not told"
                      .formatted(address),
                  new Evidence(address.toString(), "id", "unknown", why)));
    };
  }

  private Optional<DmaAlias> quirk(PciFunction function) {
    return aliases.computeIfAbsent(
        function.address(), _ -> identity.idOf(function).ifKnown().flatMap(DmaAlias::of));
  }

  /// `get_pci_function_alias_group`: another function of the device, where neither keeps peers
  /// apart.
  private Optional<Placement> bySibling(PciAddress address, Placement.Draft draft) {
    PciFunction function = topology.at(address);
    Finding self = acs.of(address);
    Optional<Boolean> multi = identity.isMultiFunction(function).ifKnown();
    if (self.answer() == Answer.YES || multi.filter(known -> !known).isPresent()) {
      return Optional.empty();
    }
    Optional<Reason> doubt =
        self.answer() == Answer.UNKNOWN
            ? Optional.of(self.reason())
            : multi.isEmpty() ? Optional.of(multiUnknown(address)) : Optional.empty();
    Set<PciAddress> visited = new HashSet<>(Set.of(address));
    for (PciAddress sibling : onBus.getOrDefault(address.onBus(), List.of())) {
      if (!sibling.equals(address) && sibling.device() == address.device()) {
        Optional<Placement> joined = byOneSibling(address, sibling, visited, draft, doubt);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> byOneSibling(
      PciAddress address,
      PciAddress sibling,
      Set<PciAddress> visited,
      Placement.Draft draft,
      Optional<Reason> doubt) {
    Finding finding = acs.of(sibling);
    if (finding.answer() == Answer.YES) {
      return Optional.empty();
    }
    Optional<Reason> open =
        finding.answer() == Answer.UNKNOWN ? Optional.of(finding.reason()) : doubt;
    return byAliasesOf(address, sibling, visited, draft, open)
        .map(joined ->
            new Placement(
                joined.groups(),
                joins("joins-function", "neither %s nor %s keeps functions apart", sibling, address)
                    .because(List.of(finding.reason(), acs.of(address).reason())),
                joined.doubts()));
  }

  private static Reason multiUnknown(PciAddress address) {
    return Reason.of(
        "multi-function-unknown",
        "whether %s is part of a multi-function device is not told".formatted(address),
        new Evidence(
            address.toString(), "multi-function", "unknown", "its header type is not told"));
  }

  private Reason alone(PciAddress address) {
    Reason above =
        switch (topology.parentOf(address)) {
          case Parent.RootBus(var bus) ->
              Reason.of(
                  "on-root-bus",
                  "%s is on root bus %s: nothing above can tie it to others"
                      .formatted(address, bus));
          case Parent.Below(var bridge) -> acs.ofPath(bridge).reason();
          case Parent.Untold(var why, _) -> AcsIsolation.parentUnknown(address, why);
        };
    return Reason.of("own-group", "%s starts a group of its own".formatted(address))
        .because(List.of(above, acs.of(address).reason()));
  }

  /// @param text first the function whose group is joined, then the function that joins
  private static Reason joins(
      String code, String text, PciAddress group, PciAddress address, Evidence... evidence) {
    return Reason.of(
        code,
        "%s is in the group of %s: ".formatted(address, group) + text.formatted(group, address),
        evidence);
  }
}
