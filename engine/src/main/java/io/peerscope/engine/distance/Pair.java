package io.peerscope.engine.distance;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two functions and the facts that any of the rules asks for.
final class Pair {

  /// Two values compared, one of which may not be told.
  enum Comparison {
    SAME,
    DIFFERENT,
    UNTOLD
  }

  private static final int LAST_ORDINARY_DOMAIN = 0xffff;

  private final Topology topology;
  private final PciFunction one;
  private final PciFunction other;
  private final UpstreamPath onePath;
  private final UpstreamPath otherPath;

  Pair(Topology topology, PciAddress one, PciAddress other) {
    this.topology = topology;
    this.one = topology.at(one);
    this.other = topology.at(other);
    this.onePath = topology.upstreamPath(one);
    this.otherPath = topology.upstreamPath(other);
  }

  Topology topology() {
    return topology;
  }

  PciFunction one() {
    return one;
  }

  PciFunction other() {
    return other;
  }

  UpstreamPath onePath() {
    return onePath;
  }

  UpstreamPath otherPath() {
    return otherPath;
  }

  boolean isSelf() {
    return one.address().equals(other.address());
  }

  /// Tools compare devices; a bridge is only ever between.
  boolean hasBridge() {
    return one.kind().isBridge() || other.kind().isBridge();
  }

  /// The nearest bridge above both.
  Optional<PciAddress> commonBridge() {
    return onePath.functions().stream().filter(otherPath.functions()::contains).findFirst();
  }

  /// How many bridges are above both, as far as told.
  long commonBridges() {
    return onePath.functions().stream().filter(otherPath.functions()::contains).count();
  }

  /// Whether the chain above both ends at a host bridge, so that [#commonBridges] misses none.
  boolean isRooted() {
    return onePath.end() instanceof Parent.RootBus;
  }

  /// The bridges on the way from one to the other, the common one among them.
  List<PciFunction> between() {
    var bridges = new ArrayList<PciAddress>(below(onePath));
    commonBridge().ifPresent(bridges::add);
    bridges.addAll(below(otherPath));
    return bridges.stream().map(topology::at).toList();
  }

  private List<PciAddress> below(UpstreamPath path) {
    int end = commonBridge().map(path.functions()::indexOf).orElse(path.functions().size());
    return path.functions().subList(Math.min(1, end), end);
  }

  /// Functions of one device: same bus and device number.
  boolean isOneDevice() {
    PciAddress a = one.address();
    PciAddress b = other.address();
    return a.onBus().equals(b.onBus()) && a.devfn() >> 3 == b.devfn() >> 3;
  }

  /// Whether one is in a domain that a VMD makes: its devices sit in sysfs below the VMD function,
  /// and what tools make of that differs or is not documented.
  boolean touchesVmd() {
    return isVmd(one) || isVmd(other);
  }

  private static boolean isVmd(PciFunction function) {
    return Integer.compareUnsigned(function.address().domain(), LAST_ORDINARY_DOMAIN) > 0;
  }

  Comparison hostBridges() {
    if (commonBridge().isPresent()) {
      return Comparison.SAME;
    }
    if (onePath.end() instanceof Parent.RootBus(var a)
        && otherPath.end() instanceof Parent.RootBus(var b)) {
      return a.equals(b) ? Comparison.SAME : Comparison.DIFFERENT;
    }
    return Comparison.UNTOLD;
  }

  /// The root bus above one of them, or `?`.
  static String rootOf(UpstreamPath path) {
    return path.end() instanceof Parent.RootBus(var bus) ? bus.toString() : "?";
  }

  /// The NUMA nodes of two functions at different host bridges; a node below zero is none.
  Comparison numaNodes() {
    Optional<Integer> a = numaNode(onePath).ifKnown();
    Optional<Integer> b = numaNode(otherPath).ifKnown();
    if (a.isEmpty() || b.isEmpty() || a.get() < 0 || b.get() < 0) {
      return Comparison.UNTOLD;
    }
    return a.equals(b) ? Comparison.SAME : Comparison.DIFFERENT;
  }

  /// As [#numaNodes], for a tool that takes "no node" for a node like any other.
  Comparison numaNumbers() {
    Optional<Integer> a = numaNode(onePath).ifKnown();
    Optional<Integer> b = numaNode(otherPath).ifKnown();
    if (a.isEmpty() || b.isEmpty()) {
      return Comparison.UNTOLD;
    }
    return a.equals(b) ? Comparison.SAME : Comparison.DIFFERENT;
  }

  List<Evidence> numaEvidence() {
    return List.of(numaEvidence(onePath), numaEvidence(otherPath));
  }

  private Evidence numaEvidence(UpstreamPath path) {
    String about = path.functions().getFirst().toString();
    return switch (numaNode(path)) {
      case Known<Integer>(var node, var origin) ->
          new Evidence(about, "NUMA node", node.toString(), origin.toString());
      case Unknown<Integer>(var why) -> new Evidence(about, "NUMA node", "unknown", why);
    };
  }

  /// The kernel gives all functions of a hierarchy the node of their root bus (`pcibus_to_node`).
  private Fact<Integer> numaNode(UpstreamPath path) {
    return topology.at(path.functions().getFirst()).system().numaNode();
  }
}
