package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The map type and distance of every ordered pair of some functions, two bytes a pair.
public final class P2pMatrix {

  /// A cell holds the type in its two low bits and the distance above.
  static final int NOT_SUPPORTED = 0;

  static final int BUS_ADDR = 1;
  static final int THRU_HOST_BRIDGE = 2;
  static final int UNKNOWN_TYPE = 3;

  static final int UNKNOWN_DISTANCE = 0x3fff;

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
    return switch (cells[providerRow][clientColumn] & 3) {
      case NOT_SUPPORTED -> Optional.of(P2pMapType.NOT_SUPPORTED);
      case BUS_ADDR -> Optional.of(P2pMapType.BUS_ADDR);
      case THRU_HOST_BRIDGE -> Optional.of(P2pMapType.THRU_HOST_BRIDGE);
      default -> Optional.empty();
    };
  }

  /// Steps as the kernel counts them; empty where the input does not tell the hierarchy.
  public OptionalInt distanceAt(int providerRow, int clientColumn) {
    int distance = cells[providerRow][clientColumn] >>> 2 & UNKNOWN_DISTANCE;
    return distance == UNKNOWN_DISTANCE ? OptionalInt.empty() : OptionalInt.of(distance);
  }
}
