package io.peerscope.engine.routing;

import java.util.List;

/// The way of one TLP: the places after the one it was issued at, and how it ends.
public record Route(List<Hop> hops, RouteOutcome outcome) {
  public Route {
    hops = List.copyOf(hops);
  }
}
