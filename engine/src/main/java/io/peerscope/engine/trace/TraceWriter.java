package io.peerscope.engine.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.PageWalk;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.iommu.PageWalkLevel;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trace as JSON, keys always all there and in one order;
/// `docs/schema/peerscope-trace.schema.json` describes it.
public final class TraceWriter {

  /// Rises only when an older reader would read wrongly.
  public static final int SCHEMA_VERSION = 1;

  private final Trace trace;
  private final JsonGenerator json;

  private TraceWriter(Trace trace, JsonGenerator json) {
    this.trace = trace;
    this.json = json;
  }

  /// The whole document, in UTF-8.
  public static byte[] write(Trace trace) {
    var bytes = new ByteArrayOutputStream();
    try {
      write(trace, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// Writes the whole document, and leaves the stream open.
  public static void write(Trace trace, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.onto(out)) {
      new TraceWriter(trace, json).write();
    }
    out.write('\n');
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("verdict", trace.outcome().spelling());
    json.writeStringField("summary", trace.summary());
    writeGates();
    json.writeStringField("mapType", trace.mapType());
    JsonText.number(json, "distance", trace.distance());
    writePage();
    writeProgrammedAddress();
    writeSteps();
    writeHazards();
    json.writeStringField("strategy", trace.strategy());
    json.writeStringField("answeredBy", trace.answeredBy());
    writeWords();
    json.writeStringField("how", trace.how());
    writeQuestion();
    writeContext();
    json.writeStringField("writer", trace.writer());
    writeStrings("removed", trace.removed());
    json.writeEndObject();
  }

  private void writeGates() throws IOException {
    json.writeArrayFieldStart("gates");
    for (Map.Entry<Gate, GateResult> gate : trace.gates().entrySet()) {
      json.writeStartObject();
      json.writeStringField("gate", gate.getKey().spelling());
      json.writeStringField("result", VerdictWords.resultOf(gate.getValue()));
      writeReasons("reasons", VerdictWords.reasonsOf(gate.getValue()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeReasons(String name, List<Reason> reasons) throws IOException {
    json.writeArrayFieldStart(name);
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("text", reason.text());
      json.writeStringField("code", reason.code());
      writeFacts(reason.evidence());
      if (!reason.because().isEmpty()) {
        writeReasons("because", reason.because());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeFacts(List<Evidence> facts) throws IOException {
    json.writeArrayFieldStart("facts");
    for (Evidence fact : facts) {
      json.writeStartObject();
      json.writeStringField("about", fact.about());
      json.writeStringField("name", fact.name());
      json.writeStringField("value", fact.value());
      json.writeStringField("source", fact.source());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writePage() throws IOException {
    json.writeObjectFieldStart("page");
    switch (trace.page()) {
      case Trace.Page.Host _ -> writeNoProvider("host");
      case Trace.Page.Unknown _ -> writeNoProvider("unknown");
      case Trace.Page.Peer peer -> {
        json.writeStringField("kind", "peer");
        json.writeStringField("provider", peer.provider().toString());
        json.writeNumberField("bar", peer.bar());
        json.writeStringField("offset", Hex.of(peer.offset()));
        JsonText.string(json, "busOffset", peer.busOffset().map(Hex::of));
        if (peer.remappedNvme().isPresent()) {
          json.writeNumberField("remappedNvme", peer.remappedNvme().get());
        }
      }
    }
    json.writeEndObject();
  }

  private void writeNoProvider(String kind) throws IOException {
    json.writeStringField("kind", kind);
    for (String name : List.of("provider", "bar", "offset", "busOffset")) {
      json.writeNullField(name);
    }
  }

  private void writeProgrammedAddress() throws IOException {
    if (trace.programmed().isEmpty()) {
      json.writeNullField("programmedAddress");
      return;
    }
    Trace.ProgrammedAddress programmed = trace.programmed().get();
    json.writeObjectFieldStart("programmedAddress");
    json.writeStringField("space", programmed.space().spelling());
    JsonText.string(json, "value", programmed.value().map(Hex::of));
    json.writeEndObject();
  }

  private void writeSteps() throws IOException {
    json.writeArrayFieldStart("steps");
    for (DmaStep step : trace.steps()) {
      json.writeStartObject();
      writeStep(step);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeStep(DmaStep step) throws IOException {
    Optional<Address> address = step.address();
    String[] tlp = step.tlp().split(" ", 3);
    json.writeNumberField("n", step.number());
    json.writeStringField("at", step.at().toString());
    json.writeStringField("event", step.event().spelling());
    JsonText.string(json, "tlp", Optional.of(tlp[0]).filter(name -> !name.isEmpty()));
    JsonText.string(json, "space", address.map(known -> known.space().spelling()));
    JsonText.string(json, "address", address.map(known -> Hex.of(known.value())));
    json.writeStringField("decision", step.decision());
    if (step.translatedTo().isPresent()) {
      writeAddress("translatedTo", step.translatedTo().get());
    } else {
      json.writeNullField("translatedTo");
    }
    json.writeStringField("rule", step.rule());
    if (tlp.length > 1) {
      json.writeNumberField("size", Long.parseLong(tlp[1]));
    } else {
      json.writeNullField("size");
    }
    writePlace(step.at());
    if (step.walk().isPresent()) {
      writeWalk(step.walk().get());
    } else {
      json.writeNullField("walk");
    }
  }

  private void writeWalk(PageWalk walk) throws IOException {
    PageWalkLevel level = walk.level();
    json.writeObjectFieldStart("walk");
    json.writeStringField("iova", Hex.of(walk.iova().value()));
    json.writeBooleanField("example", walk.isExample());
    json.writeNumberField("level", level.level());
    json.writeNumberField("index", level.index());
    json.writeStringField("covers", Hex.of(level.covers()));
    json.writeBooleanField("leaf", level.isLeaf());
    json.writeEndObject();
  }

  private void writePlace(Place place) throws IOException {
    json.writeObjectFieldStart("place");
    switch (place) {
      case Place.AtFunction(var address) -> {
        json.writeStringField("kind", "function");
        json.writeStringField("address", address.toString());
      }
      case Place.AtHostBridge(var bus) -> {
        json.writeStringField("kind", "host-bridge");
        json.writeStringField("bus", bus.toString());
      }
      case Place.AtMemory(var behind) -> {
        json.writeStringField("kind", "memory");
        json.writeStringField("bus", behind.toString());
      }
      case Place.Untold _ -> json.writeStringField("kind", "unknown");
    }
    json.writeEndObject();
  }

  private void writeAddress(String name, Address address) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("space", address.space().spelling());
    json.writeStringField("value", Hex.of(address.value()));
    json.writeEndObject();
  }

  private void writeHazards() throws IOException {
    json.writeArrayFieldStart("hazards");
    for (Hazard hazard : trace.hazards()) {
      json.writeStartObject();
      json.writeStringField("code", hazard.code());
      json.writeStringField("text", hazard.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeWords() throws IOException {
    json.writeObjectFieldStart("words");
    for (Trace.ToolWord word : trace.words()) {
      JsonText.string(json, word.tool(), word.word());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("wordReasons");
    for (Trace.ToolWord word : trace.words()) {
      json.writeStringField(word.tool(), word.why());
    }
    json.writeEndObject();
  }

  private void writeQuestion() throws IOException {
    Trace.Question question = trace.question();
    json.writeObjectFieldStart("request");
    json.writeStringField("client", question.client().toString());
    json.writeStringField("target", question.target().toString());
    json.writeStringField("operation", question.operation().spelling());
    json.writeNumberField("size", question.size());
    JsonText.string(json, "iova", question.iova().map(iova -> Hex.of(iova.value())));
    json.writeEndObject();
  }

  private void writeContext() throws IOException {
    Trace.Circumstances context = trace.context();
    json.writeObjectFieldStart("context");
    JsonText.string(json, "kernel", context.kernel());
    JsonText.string(json, "cpu", context.cpu());
    JsonText.string(json, "iommu", context.iommu());
    JsonText.string(json, "platform", context.platform());
    JsonText.string(json, "translators", context.translators());
    json.writeEndObject();
  }

  private void writeStrings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
