package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;

/// What a function does with atomic operations (PCIe 6.15; Device Capabilities 2 and Device Control
/// 2).
///
/// @param routed AtomicOp Routing Supported, capability bit 6; of ports only
/// @param completes32 32-bit AtomicOp Completer Supported, bit 7
/// @param completes64 64-bit AtomicOp Completer Supported, bit 8
/// @param completes128 128-bit CAS Completer Supported, bit 9
/// @param requests AtomicOp Requester Enable, control bit 6
/// @param egressBlocked AtomicOp Egress Blocking, control bit 7; of ports only
public record AtomicOps(
    Fact<Boolean> routed,
    Fact<Boolean> completes32,
    Fact<Boolean> completes64,
    Fact<Boolean> completes128,
    Fact<Boolean> requests,
    Fact<Boolean> egressBlocked) {

  /// Nothing is known, for one reason.
  public static AtomicOps unknown(String why) {
    return new AtomicOps(
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why));
  }

  /// No atomic operations: a version 1 capability has neither register.
  public static AtomicOps none(Origin origin) {
    return new AtomicOps(
        Fact.known(false, origin),
        Fact.known(false, origin),
        Fact.known(false, origin),
        Fact.known(false, origin),
        Fact.known(false, origin),
        Fact.known(false, origin));
  }

  /// The bits of both registers.
  public static AtomicOps of(Fact<Integer> capabilities, Fact<Integer> control) {
    return new AtomicOps(
        bit(capabilities, 6),
        bit(capabilities, 7),
        bit(capabilities, 8),
        bit(capabilities, 9),
        bit(control, 6),
        bit(control, 7));
  }

  private static Fact<Boolean> bit(Fact<Integer> register, int number) {
    return register.map(word -> (word >> number & 1) != 0);
  }
}
