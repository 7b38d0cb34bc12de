package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.format.sysfs.SysfsPlaces;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.ToldPlaces;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out who is below whom: paths of sysfs count first, then bus numbers and SR-IOV registers,
/// and where those leave a place open, what other inputs draw or nest.
///
/// @param listing what the inputs tell
/// @param functions what is to be placed
record Placement(Listing listing, List<PciFunction> functions) {

  Topology topology() {
    DiagnosticLog log = listing.log();
    ToldPlaces sure = SysfsPlaces.of(sysfs(listing.drafts()));
    if (listing.drafts().stream().allMatch(draft -> draft.told().isEmpty())) {
      return TopologyBuilder.build(functions, sure, log);
    }
    ToldPlaces withPhysical = withPhysicalFunctions(sure);
    var firstLog = new DiagnosticLog();
    Topology first = TopologyBuilder.build(functions, withPhysical, firstLog);
    ToldPlaces all = completed(first, withPhysical, log);
    if (all.equals(withPhysical)) {
      log.addAll(firstLog.entries());
      return first;
    }
    return TopologyBuilder.build(functions, all, log);
  }

  static List<SysfsFunction> sysfs(Collection<FunctionDraft> drafts) {
    return drafts.stream().map(FunctionDraft::sysfs).flatMap(Optional::stream).toList();
  }

  private ToldPlaces withPhysicalFunctions(ToldPlaces sure) {
    Map<PciAddress, PciAddress> physical = new HashMap<>(sure.physicalFunctions());
    for (FunctionDraft draft : listing.drafts()) {
      for (ToldFunction told : draft.told()) {
        told.physicalFunction()
            .filter(of -> !of.equals(draft.address()))
            .ifPresent(of -> physical.putIfAbsent(draft.address(), of));
      }
    }
    Map<PciBus, Fact<PciAddress>> openers = new HashMap<>(sure.openers());
    listing.openers().forEach(openers::putIfAbsent);
    return new ToldPlaces(sure.parents(), physical, openers);
  }

  private ToldPlaces completed(Topology first, ToldPlaces sure, DiagnosticLog log) {
    Map<PciAddress, Parent> known = new HashMap<>();
    functions.forEach(
        function -> known.put(function.address(), first.parentOf(function.address())));
    Map<PciAddress, Parent> parents = new HashMap<>(sure.parents());
    for (FunctionDraft draft : listing.drafts()) {
      Parent concluded = known.get(draft.address());
      if (concluded == null) {
        continue;
      }
      for (ToldFunction told : draft.told()) {
        told.parent()
            .ifPresent(parent ->
                place(
                    draft.address(),
                    parent,
                    told,
                    concluded,
                    known,
                    parents,
                    isLogged(draft),
                    log));
      }
    }
    return new ToldPlaces(parents, sure.physicalFunctions(), sure.openers());
  }

  /// Whether the kernel's log alone tells of a function: a piece of a log does not show all
  /// bridges, so that a bus without one need not be a root bus.
  private static boolean isLogged(FunctionDraft draft) {
    return draft.sysfs().isEmpty()
        && draft.descriptions().isEmpty()
        && draft.dumps().isEmpty()
        && draft.told().stream().allMatch(told -> told.trust() == Trust.KERNEL_LOG);
  }

  /// @param isAlone whether nothing but the kernel's log tells of the function
  private static void place(
      PciAddress address,
      Parent parent,
      ToldFunction told,
      Parent concluded,
      Map<PciAddress, Parent> known,
      Map<PciAddress, Parent> parents,
      boolean isAlone,
      DiagnosticLog log) {
    boolean isOnlyGuessed =
        parent instanceof Parent.Untold && concluded instanceof Parent.RootBus && isAlone;
    if (isOnlyGuessed) {
      parents.put(address, parent);
      return;
    }
    boolean open = concluded instanceof Parent.Untold(_, var somewhere) && somewhere.isEmpty();
    if (open && known.get(address) == concluded) {
      if (leadsUp(address, parent, known)) {
        known.put(address, parent);
        parents.put(address, parent);
      }
    } else if (!(parent instanceof Parent.Untold) && !(concluded instanceof Parent.Untold)) {
      reportConflict(address, parent, told, concluded, log);
    }
  }

  /// Whether following a place from bridge to bridge does not lead back, and leads to functions
  /// that are there.
  private static boolean leadsUp(PciAddress address, Parent parent, Map<PciAddress, Parent> known) {
    Set<PciAddress> seen = new HashSet<>();
    seen.add(address);
    Optional<PciAddress> above = above(parent);
    while (above.isPresent()) {
      Parent next = known.get(above.get());
      if (next == null || !seen.add(above.get())) {
        return false;
      }
      above = above(next);
    }
    return true;
  }

  private static Optional<PciAddress> above(Parent parent) {
    return switch (parent) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Below(PciAddress bridge) -> Optional.of(bridge);
      case Parent.Untold(_, var somewhere) -> somewhere;
    };
  }

  private static void reportConflict(
      PciAddress address, Parent parent, ToldFunction told, Parent concluded, DiagnosticLog log) {
    if (!parent.equals(concluded)) {
      log.warning(
          "place-conflict",
          "%s is %s, but %s by this %s; the first counts"
              .formatted(address, spell(concluded), spell(parent), told.trust().label()),
          told.position());
    }
  }

  private static String spell(Parent parent) {
    return switch (parent) {
      case Parent.RootBus(PciBus bus) -> "on root bus " + bus;
      case Parent.Below(PciAddress bridge) -> "below " + bridge;
      case Parent.Untold(String why, _) -> why;
    };
  }
}
