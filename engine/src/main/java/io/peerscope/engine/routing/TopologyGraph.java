package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.interfaces.LowestCommonAncestorAlgorithm;
import org.jgrapht.alg.lca.EulerTourRMQLCAFinder;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/// The hierarchy as a graph: host bridges and functions, with an edge from each to what is right
/// below it.
public final class TopologyGraph {

  private final Graph<Waypoint, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
  private final Optional<LowestCommonAncestorAlgorithm<Waypoint>> ancestors;

  public TopologyGraph(Topology topology) {
    Set<Waypoint> roots = new HashSet<>();
    for (HostBridge bridge : topology.hostBridges()) {
      Waypoint root = new AtHostBridge(bridge.bus());
      graph.addVertex(root);
      roots.add(root);
    }
    for (PciFunction function : topology.functions()) {
      graph.addVertex(new AtFunction(function.address()));
    }
    for (PciFunction function : topology.functions()) {
      Waypoint below = new AtFunction(function.address());
      switch (topology.parentOf(function.address())) {
        case Parent.RootBus(var bus) -> graph.addEdge(new AtHostBridge(bus), below);
        case Parent.Below(var bridge) -> graph.addEdge(new AtFunction(bridge), below);
        case Parent.Untold _ -> roots.add(below);
      }
    }
    this.ancestors =
        roots.isEmpty() ? Optional.empty() : Optional.of(new EulerTourRMQLCAFinder<>(graph, roots));
  }

  /// The lowest place that both are at or below; empty where the input does not connect them.
  public Optional<Waypoint> meetingPoint(PciAddress one, PciAddress other) {
    return meetingPoint(new AtFunction(one), new AtFunction(other));
  }

  private Optional<Waypoint> meetingPoint(Waypoint one, Waypoint other) {
    return graph.containsVertex(one) && graph.containsVertex(other)
        ? ancestors.map(finder -> finder.getLCA(one, other))
        : Optional.empty();
  }

  /// Whether a function is the bridge itself or somewhere below it.
  public boolean isAtOrBelow(PciAddress function, PciAddress bridge) {
    Waypoint top = new AtFunction(bridge);
    return meetingPoint(new AtFunction(function), top).filter(top::equals).isPresent();
  }

  /// All places from one function to another by the shortest way, both included; empty where the
  /// input does not connect them.
  public Optional<List<Waypoint>> path(PciAddress from, PciAddress to) {
    return meetingPoint(from, to)
        .map(meeting -> {
          List<Waypoint> path = climb(new AtFunction(from), meeting);
          path.add(meeting);
          path.addAll(climb(new AtFunction(to), meeting).reversed());
          return List.copyOf(path);
        });
  }

  private List<Waypoint> climb(Waypoint from, Waypoint meeting) {
    List<Waypoint> climbed = new ArrayList<>();
    for (Waypoint at = from; !at.equals(meeting); at = above(at)) {
      climbed.add(at);
    }
    return climbed;
  }

  private Waypoint above(Waypoint at) {
    return Graphs.predecessorListOf(graph, at).getFirst();
  }
}
