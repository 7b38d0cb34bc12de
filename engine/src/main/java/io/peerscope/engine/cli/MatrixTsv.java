package io.peerscope.engine.cli;

import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A matrix as `provider TAB client TAB type TAB distance`, provider-major.
///
/// Every text of a line is prepared as bytes once: 16 million lines leave in seconds.
final class MatrixTsv {

  /// Above the longest chain of bridges any machine has; others are spelled when they come.
  private static final int PREPARED_DISTANCES = 64;

  private final P2pMatrix matrix;
  private final int[] rows;
  private final int[] clients;
  private final Map<P2pMapType, byte[]> typeTexts = new EnumMap<>(P2pMapType.class);
  private final byte[] undetermined = ascii("UNDETERMINED\t");
  private final byte[][] distanceTexts = new byte[PREPARED_DISTANCES][];

  MatrixTsv(MatrixFile.Part part) {
    this.matrix = part.matrix();
    this.rows = part.rows();
    this.clients = part.columns();
    for (P2pMapType type : P2pMapType.values()) {
      typeTexts.put(type, ascii(type.name() + "\t"));
    }
    for (int distance = 0; distance < PREPARED_DISTANCES; distance++) {
      distanceTexts[distance] = ascii(distance + "\n");
    }
  }

  void writeTo(Output output) throws IOException {
    List<byte[]> addresses =
        matrix.functions().stream().map(address -> ascii(address + "\t")).toList();
    byte[][] names = addresses.toArray(byte[][]::new);
    for (int row : rows) {
      for (int column : clients) {
        output.write(names[row]);
        output.write(names[column]);
        output.write(typeText(row, column));
        output.write(distanceText(row, column));
      }
    }
  }

  private byte[] typeText(int row, int column) {
    Optional<P2pMapType> type = matrix.typeAt(row, column);
    return type.isPresent() ? typeTexts.getOrDefault(type.get(), undetermined) : undetermined;
  }

  private byte[] distanceText(int row, int column) {
    OptionalInt distance = matrix.distanceAt(row, column);
    if (distance.isEmpty()) {
      return ascii("?\n");
    }
    int steps = distance.getAsInt();
    return steps < PREPARED_DISTANCES ? distanceTexts[steps] : ascii(steps + "\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
