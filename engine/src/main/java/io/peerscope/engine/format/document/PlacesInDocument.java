package io.peerscope.engine.format.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.ToldPlaces;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the hierarchy of a document together. Places that cannot be are reported and not believed.
final class PlacesInDocument {

  private final List<FunctionFields> functions;
  private final Map<PciBus, Fact<PciAddress>> openers;
  private final ReadingState state;
  private final Set<PciAddress> present = new HashSet<>();

  PlacesInDocument(
      List<FunctionFields> functions, Map<PciBus, Fact<PciAddress>> openers, ReadingState state) {
    this.functions = functions;
    this.openers = openers;
    this.state = state;
    functions.forEach(each -> present.add(each.function().address()));
  }

  Topology topology() {
    List<PciFunction> all = functions.stream().map(FunctionFields::function).toList();
    var log = new DiagnosticLog();
    Topology topology = TopologyBuilder.build(all, told(), log);
    if (hasLoop(topology)) {
      state
          .log()
          .error(
              "place-loop",
              "functions are told to be below each other; places follow from bus numbers instead",
              state.at(0));
      log = new DiagnosticLog();
      topology =
          TopologyBuilder.build(
              all, new ToldPlaces(Map.of(), told().physicalFunctions(), openers), log);
    }
    state.log().addAll(log.entries());
    return topology;
  }

  private ToldPlaces told() {
    Map<PciAddress, Parent> parents = new HashMap<>();
    Map<PciAddress, PciAddress> physicalFunctions = new HashMap<>();
    for (FunctionFields each : functions) {
      PciAddress address = each.function().address();
      each.parent()
          .filter(parent -> isPossible(each, parent))
          .ifPresent(parent -> parents.putIfAbsent(address, parent));
      each.physicalFunction()
          .filter(physical -> isNear(each, physical))
          .ifPresent(physical -> physicalFunctions.putIfAbsent(address, physical));
    }
    return new ToldPlaces(parents, physicalFunctions, openers);
  }

  private boolean isPossible(FunctionFields function, Parent parent) {
    return switch (parent) {
      case Parent.RootBus(var bus) ->
          isBelieved(function, bus, bus.domain() == function.function().address().domain());
      case Parent.Below(var bridge) -> isNear(function, bridge);
      case Parent.Untold _ -> true;
    };
  }

  /// Whether another function of the same domain is meant.
  private boolean isNear(FunctionFields function, PciAddress other) {
    PciAddress address = function.function().address();
    return isBelieved(
        function,
        other,
        present.contains(other) && other.domain() == address.domain() && !other.equals(address));
  }

  private boolean isBelieved(FunctionFields function, Object place, boolean isPossible) {
    if (!isPossible) {
      state
          .log()
          .warning(
              "bad-place",
              "%s is told to belong to %s, which is not in its domain"
                  .formatted(function.function().address(), place),
              function.function().position());
    }
    return isPossible;
  }

  private static boolean hasLoop(Topology topology) {
    Set<PciAddress> ends = new HashSet<>();
    for (PciFunction function : topology.functions()) {
      List<PciAddress> way = new ArrayList<>();
      PciAddress at = function.address();
      while (!ends.contains(at)) {
        way.add(at);
        if (way.size() > topology.size()) {
          return true;
        }
        if (!(topology.parentOf(at) instanceof Parent.Below(PciAddress bridge))) {
          break;
        }
        at = bridge;
      }
      ends.addAll(way);
    }
    return false;
  }
}
