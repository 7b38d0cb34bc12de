package io.peerscope.engine.distance;

import java.util.Locale;

/// How two functions lie to each other, nearest first; a tool tells some of these apart, and draws
/// the lines between them by its own rule.
public enum Relation {
  /// The same function.
  SELF,
  /// Two functions of one network card.
  ONE_NETWORK_CARD,
  /// Only a root port, or one bridge of another kind, is above both.
  ROOT_PORT,
  /// One switch lies between.
  ONE_SWITCH,
  /// Several switches or bridges lie between.
  MORE_SWITCHES,
  /// A PCI bridge is above both.
  COMMON_BRIDGE,
  /// No bridge is above both, but one host bridge.
  HOST_BRIDGE,
  /// Two host bridges.
  HOST_BRIDGES,
  /// Two host bridges, or ways that meet in no switch, at one NUMA node.
  NUMA_NODE,
  /// Two NUMA nodes.
  NUMA_NODES;

  /// The word of the table, e.g. `one-switch`.
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Relation ofSpelling(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
