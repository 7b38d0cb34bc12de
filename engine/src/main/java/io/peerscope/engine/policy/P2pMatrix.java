package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The map type and distance of every ordered pair of some functions, two bytes a pair.
public final class P2pMatrix {

  /// A cell holds the type in its two low bits and the distance above.
  static final int UNKNOWN_TYPE = 3;

  static final int UNKNOWN_DISTANCE = 0x3fff;

  private static final P2pMapType[] TYPES = P2pMapType.values();

  private final List<PciAddress> functions;
  private final short[][] cells;

  /// @param cells one row per provider, one column per client; given away by the caller
  P2pMatrix(List<PciAddress> functions, short[][] cells) {
    this.functions = List.copyOf(functions);
    this.cells = cells;
  }

  static short cell(int type, int distance) {
    return (short) (distance << 2 | type);
  }

  /// The functions of both rows and columns.
  public List<PciAddress> functions() {
    return functions;
  }

  /// The map type; empty where a fact is missing that could change it.
  public Optional<P2pMapType> typeAt(int providerRow, int clientColumn) {
    int type = cells[providerRow][clientColumn] & 3;
    return type == UNKNOWN_TYPE ? Optional.empty() : Optional.of(TYPES[type]);
  }

  /// Steps as the kernel counts them; empty where the input does not tell the hierarchy.
  public OptionalInt distanceAt(int providerRow, int clientColumn) {
    int distance = cells[providerRow][clientColumn] >>> 2 & UNKNOWN_DISTANCE;
    return distance == UNKNOWN_DISTANCE ? OptionalInt.empty() : OptionalInt.of(distance);
  }
}
