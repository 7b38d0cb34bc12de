package io.peerscope.engine.routing;

/// One place on the way of a TLP, and what is decided there.
public record Hop(Waypoint at, RoutingDecision decision) {}
