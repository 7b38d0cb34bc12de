package io.peerscope.app.matrix;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of a matrix in the order of the hierarchy: host bridge after host bridge, and within
/// each as one walks down its tree, so that what shares a switch stands together.
final class Endpoints {

  private final Topology topology;
  private final Map<PciAddress, Integer> places = new HashMap<>();
  private final List<Endpoint> ordered = new ArrayList<>();

  private Endpoints(Topology topology, List<PciAddress> functions) {
    this.topology = topology;
    for (int place = 0; place < functions.size(); place++) {
      places.put(functions.get(place), place);
    }
  }

  /// @param functions in the order of the matrix
  static List<Endpoint> of(Topology topology, List<PciAddress> functions) {
    var endpoints = new Endpoints(topology, functions);
    endpoints.collect();
    return List.copyOf(endpoints.ordered);
  }

  /// Whether a function may take the place of another one without any row becoming another.
  static boolean areAlike(PciFunction one, PciFunction other) {
    return one.kind() == other.kind()
        && one.displayName().equals(other.displayName())
        && FunctionWords.shortKind(one).equals(FunctionWords.shortKind(other))
        && FunctionWords.canTakePart(one) == FunctionWords.canTakePart(other)
        && vendor(one).equals(vendor(other))
        && one.system().driver().ifKnown().equals(other.system().driver().ifKnown())
        && one.system().iommuGroup().ifKnown().equals(other.system().iommuGroup().ifKnown());
  }

  private void collect() {
    for (PciFunction function : topology.functions()) {
      if (!(topology.parentOf(function.address()) instanceof Parent.Below)) {
        walk(function.address());
      }
    }
    ordered.sort(Comparator.comparing(Endpoint::hostBridge));
  }

  private void walk(PciAddress function) {
    var waiting = new ArrayDeque<PciAddress>(List.of(function));
    while (!waiting.isEmpty()) {
      PciAddress at = waiting.pop();
      Integer place = places.get(at);
      if (place != null) {
        ordered.add(endpoint(topology.at(at), place));
      }
      topology.childrenOf(at).reversed().forEach(waiting::push);
    }
  }

  private Endpoint endpoint(PciFunction function, int place) {
    UpstreamPath path = topology.upstreamPath(function.address());
    String hostBridge = path.end() instanceof Parent.RootBus(var bus) ? bus.toString() : "not told";
    String bridge = bridgeAbove(path);
    Map<Facet, String> facets = new EnumMap<>(Facet.class);
    facets.put(Facet.KIND, FunctionWords.shortKind(function));
    vendor(function).ifPresent(vendor -> facets.put(Facet.VENDOR, vendor));
    facets.put(Facet.HOST_BRIDGE, hostBridge);
    facets.put(Facet.SWITCH, bridge);
    function.system().driver().ifKnown().ifPresent(it -> facets.put(Facet.DRIVER, it));
    function
        .system()
        .iommuGroup()
        .ifKnown()
        .ifPresent(it -> facets.put(Facet.GROUP, String.valueOf(it)));
    return new Endpoint(
        function.address(), place, function.displayName(), hostBridge, bridge, facets);
  }

  private static Optional<String> vendor(PciFunction function) {
    return function.id().ifKnown().map(it -> Hex.padded(it.vendor(), 4));
  }

  /// The nearest switch, else the topmost bridge.
  private String bridgeAbove(UpstreamPath path) {
    List<PciAddress> above = path.functions().subList(1, path.functions().size());
    Optional<PciAddress> upstreamPort =
        above.stream()
            .filter(it -> topology.at(it).kind() == FunctionKind.UPSTREAM_PORT)
            .findFirst();
    if (upstreamPort.isPresent()) {
      return "switch " + Targets.shortest(upstreamPort.get());
    }
    return above.isEmpty() ? "root bus" : "port " + Targets.shortest(above.getLast());
  }
}
