package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;

/// What a port does with a TLP, and why.
public sealed interface RoutingDecision {

  /// One sentence for people.
  String sentence();

  /// The register, window or section that decides.
  String rule();

  /// Nothing below claims the TLP: it goes on towards the root complex.
  record PassUpstream(PciAddress port, String why, String rule) implements RoutingDecision {
    @Override
    public String sentence() {
      return "%s passes it upstream: %s".formatted(port, why);
    }
  }

  /// A neighbour claims the TLP, but ACS sends it towards the root complex.
  record RedirectUpstream(PciAddress port, String bit, String rule) implements RoutingDecision {
    @Override
    public String sentence() {
      return "%s redirects it upstream (ACS %s)".formatted(port, bit);
    }
  }

  /// A neighbour on the same bus claims the TLP and ACS lets it through.
  record TurnToPeer(PciAddress port, PciAddress peer, String why, String rule)
      implements RoutingDecision {
    @Override
    public String sentence() {
      return "%s lets it cross to %s: %s".formatted(port, peer, why);
    }
  }

  /// The inside of a switch hands the TLP from one of its ports to another.
  record CrossSwitch(PciAddress upstreamPort, PciAddress peer) implements RoutingDecision {
    @Override
    public String sentence() {
      return "inside switch %s it crosses to %s".formatted(upstreamPort, peer);
    }

    @Override
    public String rule() {
      return "internal bus of the switch";
    }
  }

  /// A bridge claims the TLP and sends it downstream.
  record ForwardDownstream(PciAddress bridge, String claim, String rule)
      implements RoutingDecision {
    @Override
    public String sentence() {
      return "%s sends it downstream: %s".formatted(bridge, claim);
    }
  }

  /// The TLP is where it was meant to go.
  record Arrive(PciAddress function, String claim, String rule) implements RoutingDecision {
    @Override
    public String sentence() {
      return "%s takes it: %s".formatted(function, claim);
    }
  }

  /// The TLP has left the switches and ports for the root complex.
  record ReachRootComplex(PciBus hostBridge) implements RoutingDecision {
    @Override
    public String sentence() {
      return "it reaches host bridge %s".formatted(hostBridge);
    }

    @Override
    public String rule() {
      return "root bus " + hostBridge;
    }
  }
}
