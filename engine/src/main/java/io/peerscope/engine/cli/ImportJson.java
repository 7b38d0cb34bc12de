package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.Source;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.util.Optional;

/// What was read, as JSON.
final class ImportJson {

  private final Reading reading;
  private final Topology topology;

  ImportJson(Reading reading) {
    this.reading = reading;
    this.topology = reading.platform().topology();
  }

  void writeTo(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      writeSources(json);
      writeHostBridges(json);
      writeFunctions(json);
      writeDiagnostics(json);
      json.writeEndObject();
    }
    output.write('\n');
  }

  private void writeSources(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Source source : reading.sources()) {
      json.writeStartObject();
      json.writeStringField("file", source.file());
      json.writeStringField("format", source.format());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeHostBridges(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("hostBridges");
    for (HostBridge hostBridge : topology.hostBridges()) {
      json.writeStartObject();
      json.writeStringField("domain", Hex.padded(hostBridge.bus().domain(), 4));
      json.writeStringField("bus", Hex.padded(hostBridge.bus().number(), 2));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeFunctions(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("functions");
    for (PciFunction function : topology.functions()) {
      json.writeStartObject();
      writeFunction(json, function);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeFunction(JsonGenerator json, PciFunction function) throws IOException {
    Optional<VendorDevice> id = function.id().ifKnown();
    Optional<BridgeBuses> buses = function.buses().ifKnown().flatMap(known -> known);
    json.writeStringField("address", function.address().toString());
    json.writeStringField("kind", function.kind().spelling());
    Json.string(json, "class", function.classCode());
    Json.string(json, "vendor", id.map(known -> Hex.padded(known.vendor(), 4)));
    Json.string(json, "device", id.map(known -> Hex.padded(known.device(), 4)));
    json.writeStringField("parent", spell(topology.parentOf(function.address())));
    Json.string(json, "secondary", buses.map(known -> Hex.padded(known.secondary(), 2)));
    Json.string(json, "subordinate", buses.map(known -> Hex.padded(known.subordinate(), 2)));
  }

  private static String spell(Parent parent) {
    return switch (parent) {
      case Parent.RootBus _ -> "root";
      case Parent.Below(var bridge) -> bridge.toString();
      case Parent.Untold _ -> "unknown";
    };
  }

  private void writeDiagnostics(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : reading.diagnostics()) {
      json.writeStartObject();
      json.writeStringField("severity", diagnostic.severity().spelling());
      json.writeStringField("code", diagnostic.code());
      json.writeStringField("message", diagnostic.message());
      json.writeStringField("file", diagnostic.position().file());
      json.writeNumberField("line", diagnostic.position().line());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
