package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A matrix as JSON: for each provider the types and distances of all clients, in the order of
/// `functions`; an unknown distance is `null`.
final class MatrixJson {

  private final P2pMatrix matrix;
  private final int[] rows;
  private final int[] clients;

  MatrixJson(MatrixFile.Part part) {
    this.matrix = part.matrix();
    this.rows = part.rows();
    this.clients = part.columns();
  }

  void writeTo(Output output) throws IOException {
    List<PciAddress> functions = matrix.functions();
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeArrayFieldStart("functions");
      for (int client : clients) {
        json.writeString(functions.get(client).toString());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (int row : rows) {
        writeRow(json, functions, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    output.write('\n');
  }

  private void writeRow(JsonGenerator json, List<PciAddress> functions, int row)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("provider", functions.get(row).toString());
    json.writeArrayFieldStart("types");
    for (int column : clients) {
      json.writeString(spell(matrix.typeAt(row, column)));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("distances");
    for (int column : clients) {
      writeDistance(json, matrix.distanceAt(row, column));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String spell(Optional<P2pMapType> type) {
    return type.map(P2pMapType::name).orElse("UNDETERMINED");
  }

  private static void writeDistance(JsonGenerator json, OptionalInt distance) throws IOException {
    if (distance.isPresent()) {
      json.writeNumber(distance.getAsInt());
    } else {
      json.writeNull();
    }
  }
}
