package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import java.util.Arrays;

/// The ACS controls that a port has beside the seven where capability bit 7 says so (PCIe 5.0, ACS
/// Enhanced Capability): control bits 12:7.
///
/// They govern requests that the seven do not: I/O, the ports' own memory, and addresses that
/// nobody claims.
///
/// @param ioRequestsBlocked bit 7, I/O Request Blocking
/// @param downstreamPortMemory bits 9:8, DSP Memory Target Access
/// @param upstreamPortMemory bits 11:10, USP Memory Target Access
/// @param unclaimedRedirected bit 12, Unclaimed Request Redirect
public record EnhancedAcs(
    boolean ioRequestsBlocked,
    TargetAccess downstreamPortMemory,
    TargetAccess upstreamPortMemory,
    boolean unclaimedRedirected) {

  /// What becomes of a request from below for a BAR of a port itself.
  public enum TargetAccess {
    DIRECT(0),
    BLOCKED(1),
    REDIRECTED(2),
    /// A value without a meaning.
    RESERVED(3);

    private final int code;

    TargetAccess(int code) {
      this.code = code;
    }

    private static TargetAccess ofBits(int bits) {
      return Arrays.stream(values()).filter(it -> it.code == (bits & 3)).findFirst().orElseThrow();
    }
  }

  /// What a port does that has none of them.
  public static final EnhancedAcs NONE =
      new EnhancedAcs(false, TargetAccess.DIRECT, TargetAccess.DIRECT, false);

  private static final int CAPABILITY = 0x80;
  private static final int BITS = 0x1f80;

  /// The controls in a control word.
  public static EnhancedAcs ofControl(int word) {
    return new EnhancedAcs(
        (word & 0x80) != 0,
        TargetAccess.ofBits(word >> 8),
        TargetAccess.ofBits(word >> 10),
        (word & 0x1000) != 0);
  }

  /// The controls of a port whose registers were read; bits without the capability mean nothing.
  static Fact<EnhancedAcs> read(Fact<Integer> supported, Fact<Integer> control) {
    if (supported instanceof Known<Integer>(Integer word, var origin) && (word & CAPABILITY) == 0) {
      return Fact.known(NONE, origin);
    }
    return switch (control) {
      case Unknown<Integer>(var why) -> Fact.unknown(why);
      case Known<Integer>(Integer word, var origin) -> ofWord(supported, word, origin);
    };
  }

  private static Fact<EnhancedAcs> ofWord(Fact<Integer> supported, int word, Origin origin) {
    return supported instanceof Unknown<Integer>(var why) && (word & BITS) != 0
        ? Fact.unknown(why)
        : Fact.known(ofControl(word), origin);
  }
}
