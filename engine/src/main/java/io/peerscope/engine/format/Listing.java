package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.matrix.GpuMatrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all inputs together say of each function, while they are read.
final class Listing {

  private static final int MOST_FUNCTIONS = 100_000;
  private static final int MOST_MATRICES = 1000;

  private final SortedMap<PciAddress, FunctionDraft> drafts = new TreeMap<>();
  private final MachineLines machine = new MachineLines();
  private final Map<PciBus, Fact<PciAddress>> openers = new HashMap<>();
  private final List<GpuMatrix> matrices = new ArrayList<>();
  private final List<Guest> guests = new ArrayList<>();
  private final SortedMap<PciAddress, FunctionDraft> counted = new TreeMap<>();
  private final Set<PciBus> rootsOfCounted = new HashSet<>();
  private final Leftovers leftovers = new Leftovers();
  private final DiagnosticLog log;
  private boolean full;

  Listing(DiagnosticLog log) {
    this.log = log;
  }

  DiagnosticLog log() {
    return log;
  }

  MachineLines machine() {
    return machine;
  }

  void addGuest(Guest guest) {
    if (guests.size() < MOST_MATRICES) {
      guests.add(guest);
    }
  }

  /// A virtual machine counts where it is the only machine: beside a host, its addresses would be
  /// taken for those of the host.
  void decideGuests() {
    boolean alone = drafts.isEmpty();
    for (Guest guest : guests) {
      if (alone) {
        guest.functions().forEach(each -> draft(each.address(), each.position()).add(each));
        log.info(
            "guest-addresses",
            "bus numbers are those that firmware gives out, depth first; compare with the guest",
            guest.position());
        alone = false;
      } else {
        leftovers.ignore(
            "virtual machine",
            "its addresses are not those of the machine beside it",
            guest.position());
      }
    }
  }

  /// The draft of a function whose bus number is counted, not told.
  FunctionDraft countedDraft(PciAddress address, SourcePosition position) {
    return counted.size() < MOST_FUNCTIONS
        ? counted.computeIfAbsent(address, _ -> new FunctionDraft(address, position))
        : new FunctionDraft(address, position);
  }

  /// The buses of a listing with counted numbers that are no counted ones.
  void tellRootBuses(Set<PciBus> buses) {
    rootsOfCounted.addAll(buses);
  }

  /// Counted bus numbers count where the rest of the input has none but those of root buses: beside
  /// real numbers a function would be there twice.
  void decideCounted() {
    if (counted.isEmpty()) {
      return;
    }
    SourcePosition at = counted.values().iterator().next().position();
    if (drafts.keySet().stream().allMatch(address -> rootsOfCounted.contains(address.onBus()))) {
      drafts.putAll(counted);
      log.warning(
          "bus-numbers-counted",
          "lspci -P tells no bus numbers: those below the root bus are counted in the order of the"
              + " lines, and real ones may be higher; lspci -PP tells them",
          at);
    } else {
      log.warning(
          "path-without-bus",
          "lspci -P does not tell bus numbers, and the rest of the input does; use lspci -PP",
          at);
    }
  }

  /// Matrices of nvidia-smi.
  List<GpuMatrix> matrices() {
    return List.copyOf(matrices);
  }

  void add(GpuMatrix matrix) {
    if (matrices.size() < MOST_MATRICES) {
      matrices.add(matrix);
    }
  }

  /// What readers could not use, and what they found missing.
  Leftovers leftovers() {
    return leftovers;
  }

  /// Who opened the domains of root buses, where other inputs than sysfs tell it.
  Map<PciBus, Fact<PciAddress>> openers() {
    return Map.copyOf(openers);
  }

  void tellOpener(PciBus rootBus, PciAddress opener, SourcePosition at) {
    openers.putIfAbsent(rootBus, Fact.known(opener, at));
  }

  Collection<FunctionDraft> drafts() {
    return drafts.values();
  }

  /// The draft of a function, new where the address is; beyond the limit it is read, but not kept.
  FunctionDraft draft(PciAddress address, SourcePosition position) {
    FunctionDraft known = drafts.get(address);
    if (known != null) {
      return known;
    }
    var draft = new FunctionDraft(address, position);
    if (drafts.size() < MOST_FUNCTIONS) {
      drafts.put(address, draft);
    } else if (!full) {
      full = true;
      log.error(
          "too-many-functions",
          "there are more than %s functions; the rest is left out".formatted(MOST_FUNCTIONS),
          position);
    }
    return draft;
  }
}
