package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way of a write to a peer, walked by place and by raw register words: no windows, no claims,
/// no three values. The other opinion that the router is held against, on machines of which all is
/// told.
final class PlainWalk {

  private final Topology topology;
  private final boolean translated;
  private final List<PciAddress> places = new ArrayList<>();

  PlainWalk(Topology topology, boolean translated) {
    this.topology = topology;
    this.translated = translated;
  }

  List<PciAddress> places() {
    return places;
  }

  /// `delivered`, `root complex`, `violation` or `open`.
  String walk(PciAddress client, PciAddress target) {
    if (client.equals(target)) {
      places.add(target);
      return "delivered";
    }
    PciAddress at = client;
    boolean redirected = false;
    while (true) {
      Optional<PciAddress> peer = peer(at, target);
      Parent parent = topology.parentOf(at);
      if (peer.isPresent() && parent instanceof Parent.Below(var bridge)) {
        int turn = kind(bridge) == FunctionKind.PCIE_TO_PCI_BRIDGE ? 0 : turn(at, peer.get());
        if (turn == 0) {
          return goDown(at, client, peer.get(), target);
        }
        if (turn != 1) {
          return turn == 2 ? "violation" : "open";
        }
        redirected = true;
        places.add(at);
      } else if (peer.isPresent()) {
        int turn = turn(at, peer.get());
        if (turn >= 2) {
          return turn == 2 ? "violation" : "open";
        }
        if (!at.equals(client)) {
          places.add(at);
        }
      } else if (!at.equals(client)) {
        places.add(at);
      }
      if (!(parent instanceof Parent.Below(var port))) {
        return "root complex";
      }
      int word = word(port);
      boolean checks =
          kind(port) == FunctionKind.ROOT_PORT || kind(port) == FunctionKind.DOWNSTREAM_PORT;
      if (checks && translated && (word & 0x02) != 0) {
        return "violation";
      }
      boolean below = isBelow(target, port);
      if (checks && below && (word & 0x10) == 0) {
        return "open";
      }
      if (below && !redirected && !checks) {
        throw new AssertionError("nobody took what is below " + port);
      }
      at = port;
    }
  }

  private String goDown(PciAddress at, PciAddress client, PciAddress first, PciAddress target) {
    if (!at.equals(client)) {
      places.add(at);
    }
    if (kind(at) == FunctionKind.DOWNSTREAM_PORT
        && topology.parentOf(at) instanceof Parent.Below(var upstreamPort)) {
      places.add(upstreamPort);
    }
    List<PciAddress> up = topology.upstreamPath(target).functions();
    places.addAll(up.subList(0, up.indexOf(first) + 1).reversed());
    return "delivered";
  }

  /// 0 straight, 1 upstream, 2 violation, 3 not to be told.
  private int turn(PciAddress ingress, PciAddress peer) {
    int word = word(ingress);
    if (translated && (word & 0x40) != 0) {
      return 0;
    }
    boolean redirect = (word & 0x04) != 0;
    if ((word & 0x20) == 0) {
      return redirect ? 1 : 0;
    }
    Optional<Boolean> set = vectorBit(ingress, peer);
    if (set.isEmpty()) {
      return redirect && topology.parentOf(ingress) instanceof Parent.RootBus ? 1 : 3;
    }
    if (!set.get()) {
      return 0;
    }
    return redirect ? 1 : 2;
  }

  private Optional<Boolean> vectorBit(PciAddress ingress, PciAddress peer) {
    FunctionKind kind = kind(ingress);
    boolean ports = kind == FunctionKind.ROOT_PORT || kind == FunctionKind.DOWNSTREAM_PORT;
    if ((ports && kind(peer) != kind)
        || (!ports && kind(peer) == FunctionKind.VIRTUAL_FUNCTION)
        || (kind(peer) == FunctionKind.ROOT_PORT && !ports)) {
      return Optional.empty();
    }
    Optional<Integer> number =
        ports
            ? express(peer).flatMap(found -> found.portNumber().ifKnown())
            : Optional.of(
                topology.parentOf(peer) instanceof Parent.RootBus ? peer.function() : peer.devfn());
    var acs = topology.at(ingress).capabilities().acs().ifKnown().flatMap(it -> it).orElseThrow();
    int size = acs.supported().ifKnown().orElseThrow() >> 8 & 0xff;
    return number
        .filter(bit -> size == 0 || bit < size)
        .flatMap(bit ->
            acs.egressVector().ifKnown().map(bytes -> (bytes.u8(bit / 8) & (1 << bit % 8)) != 0))
        .filter(_ -> (acs.supported().ifKnown().orElseThrow() & 0x20) != 0);
  }

  private Optional<PciExpress> express(PciAddress function) {
    return topology.at(function).capabilities().pciExpress().ifKnown().flatMap(it -> it);
  }

  private int word(PciAddress function) {
    return topology
        .at(function)
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(it -> it)
        .map(AccessControlServices::control)
        .map(control -> control.ifKnown().orElseThrow())
        .orElse(0);
  }

  /// Whoever on the same bus is the target or above it.
  private Optional<PciAddress> peer(PciAddress at, PciAddress target) {
    return topology.functions().stream()
        .map(PciFunction::address)
        .filter(other -> !other.equals(at))
        .filter(other -> topology.parentOf(other).equals(topology.parentOf(at)))
        .filter(other -> other.equals(target) || isBelow(target, other))
        .findFirst();
  }

  private boolean isBelow(PciAddress function, PciAddress bridge) {
    List<PciAddress> up = topology.upstreamPath(function).functions();
    return up.subList(1, up.size()).contains(bridge);
  }

  private FunctionKind kind(PciAddress function) {
    return topology.at(function).kind();
  }
}
