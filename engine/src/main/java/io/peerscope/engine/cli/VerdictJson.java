package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict as JSON, keys always all there and in one order.
final class VerdictJson {

  private final Verdict verdict;
  private final List<Word> words;

  /// @param words what tools call the distance of both ends; none for RAM
  VerdictJson(Verdict verdict, List<Word> words) {
    this.verdict = verdict;
    this.words = List.copyOf(words);
  }

  void writeTo(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("verdict", verdict.outcome().spelling());
      json.writeStringField("summary", verdict.summary());
      writeGates(json);
      json.writeStringField("mapType", VerdictWords.mapType(verdict));
      Json.number(json, "distance", verdict.policy().flatMap(P2pDecision::distance));
      writePage(json);
      writeProgrammedAddress(json);
      writeSteps(json);
      writeHazards(json);
      json.writeStringField("strategy", verdict.strategy().name().spelling());
      json.writeStringField("answeredBy", verdict.answeredBy());
      writeWords(json);
      json.writeEndObject();
    }
    output.write('\n');
  }

  private void writeGates(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("gates");
    for (Map.Entry<Gate, GateResult> gate : verdict.gates().entrySet()) {
      json.writeStartObject();
      json.writeStringField("gate", gate.getKey().spelling());
      json.writeStringField("result", VerdictWords.resultOf(gate.getValue()));
      writeReasons(json, "reasons", VerdictWords.reasonsOf(gate.getValue()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeReasons(JsonGenerator json, String name, List<Reason> reasons)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("text", reason.text());
      json.writeStringField("code", reason.code());
      writeFacts(json, reason.evidence());
      if (!reason.because().isEmpty()) {
        writeReasons(json, "because", reason.because());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeFacts(JsonGenerator json, List<Evidence> facts) throws IOException {
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

  private void writePage(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("page");
    switch (verdict.page()) {
      case ResolvedPage.Host _ -> writeNoProvider(json, "host");
      case ResolvedPage.Nowhere _ -> writeNoProvider(json, "unknown");
      case ResolvedPage.Peer peer -> {
        json.writeStringField("kind", "peer");
        json.writeStringField("provider", peer.provider().toString());
        json.writeNumberField("bar", peer.bar());
        json.writeStringField("offset", Hex.of(peer.offset()));
        Json.string(json, "busOffset", peer.busOffset().map(Hex::of));
        if (peer.inside().isPresent()) {
          json.writeNumberField("remappedNvme", peer.inside().get().place());
        }
      }
    }
    json.writeEndObject();
  }

  private static void writeNoProvider(JsonGenerator json, String kind) throws IOException {
    json.writeStringField("kind", kind);
    for (String name : List.of("provider", "bar", "offset", "busOffset")) {
      json.writeNullField(name);
    }
  }

  private void writeProgrammedAddress(JsonGenerator json) throws IOException {
    if (verdict.outcome() == Outcome.REFUSED
        || !(verdict.mapping() instanceof Mapping.Programmed programmed)) {
      json.writeNullField("programmedAddress");
      return;
    }
    json.writeObjectFieldStart("programmedAddress");
    json.writeStringField("space", VerdictWords.spaceOf(programmed).spelling());
    Json.string(json, "value", programmed.address().map(address -> Hex.of(address.value())));
    json.writeEndObject();
  }

  private void writeSteps(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("steps");
    for (DmaStep step : verdict.steps()) {
      json.writeStartObject();
      writeStep(json, step);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeStep(JsonGenerator json, DmaStep step) throws IOException {
    Optional<Address> address = step.address();
    json.writeNumberField("n", step.number());
    json.writeStringField("at", step.at().toString());
    json.writeStringField("event", step.event().spelling());
    Json.string(json, "tlp", tlpName(step));
    Json.string(json, "space", address.map(known -> known.space().spelling()));
    Json.string(json, "address", address.map(known -> Hex.of(known.value())));
    json.writeStringField("decision", step.decision());
    if (step.translatedTo().isPresent()) {
      writeAddress(json, "translatedTo", step.translatedTo().get());
    } else {
      json.writeNullField("translatedTo");
    }
    json.writeStringField("rule", step.rule());
  }

  /// `MWr` of `MWr 4096 B`.
  private static Optional<String> tlpName(DmaStep step) {
    String name = step.tlp().split(" ", 2)[0];
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static void writeAddress(JsonGenerator json, String name, Address address)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("space", address.space().spelling());
    json.writeStringField("value", Hex.of(address.value()));
    json.writeEndObject();
  }

  private void writeHazards(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("hazards");
    for (Hazard hazard : verdict.hazards()) {
      json.writeStartObject();
      json.writeStringField("code", hazard.code());
      json.writeStringField("text", hazard.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeWords(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("words");
    for (Word word : words) {
      Json.string(json, word.tool().spelling(), word.told());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("wordReasons");
    for (Word word : words) {
      json.writeStringField(word.tool().spelling(), word.why());
    }
    json.writeEndObject();
  }
}
