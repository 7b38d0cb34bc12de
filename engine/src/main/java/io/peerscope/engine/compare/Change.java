package io.peerscope.engine.compare;

import io.peerscope.engine.policy.P2pMapType;
import java.util.Optional;

/// What a pair was and what it is.
///
/// @param before empty where a fact is missing that decides
/// @param after likewise
public record Change(Optional<P2pMapType> before, Optional<P2pMapType> after)
    implements Comparable<Change> {

  /// `BUS_ADDR → THRU_HOST_BRIDGE`, in the kernel's spelling.
  @Override
  public String toString() {
    return spell(before) + " → " + spell(after);
  }

  /// The kernel's spelling, or `UNDETERMINED`.
  public static String spell(Optional<P2pMapType> type) {
    return type.map(P2pMapType::name).orElse("UNDETERMINED");
  }

  @Override
  public int compareTo(Change other) {
    return toString().compareTo(other.toString());
  }
}
