package io.peerscope.engine.routing;

/// Whether a TLP on its way up still looks for whoever claims it.
enum Heading {
  /// It turns to whoever claims it.
  FREE,
  /// A port has sent it on upstream, since it points back below that port or to nobody in a switch.
  FORWARDED,
  /// ACS has sent it upstream although a neighbour claims it.
  REDIRECTED;

  /// Whether it goes to the root complex whatever it points at.
  boolean isToRootComplex() {
    return this != FREE;
  }
}
