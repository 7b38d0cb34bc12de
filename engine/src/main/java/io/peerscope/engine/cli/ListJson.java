package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Segment;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.ListVerdict;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.util.Optional;

/// The verdict on a list as JSON, keys always all there and in one order.
final class ListJson {

  private final ListVerdict verdict;

  ListJson(ListVerdict verdict) {
    this.verdict = verdict;
  }

  void writeTo(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("verdict", verdict.outcome().spelling());
      json.writeStringField("summary", verdict.summary());
      json.writeStringField("strategy", verdict.strategy().name().spelling());
      json.writeObjectFieldStart("returns");
      json.writeStringField("dma_map_sg_attrs", verdict.returned().ofMapSgAttrs());
      json.writeStringField("dma_map_sgtable", verdict.returned().ofMapSgtable());
      json.writeEndObject();
      writeElements(json);
      writeSegments(json);
      json.writeArrayFieldStart("iovaBlocks");
      for (long size : verdict.blockSizes()) {
        json.writeString(Hex.of(size));
      }
      json.writeEndArray();
      writeHazards(json);
      json.writeEndObject();
    }
    output.write('\n');
  }

  private void writeElements(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("elements");
    int number = 1;
    for (Verdict element : verdict.elements()) {
      json.writeStartObject();
      json.writeNumberField("n", number++);
      json.writeStringField("target", element.request().target().toString());
      json.writeStringField("size", Hex.of(element.request().size()));
      json.writeStringField("verdict", element.outcome().spelling());
      json.writeStringField("mapType", VerdictWords.mapType(element));
      json.writeStringField("how", VerdictWords.how(element.mapping()));
      Json.string(json, "address", address(element.mapping()));
      json.writeStringField("answeredBy", element.answeredBy());
      json.writeStringField("code", DecidingReason.of(element).code());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Optional<String> address(Mapping mapping) {
    return mapping instanceof Mapping.Programmed programmed
        ? programmed.address().ifKnown().map(known -> Hex.of(known.value()))
        : Optional.empty();
  }

  private void writeSegments(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("segments");
    for (Segment segment : verdict.segments()) {
      json.writeStartObject();
      json.writeStringField("how", segment.how().spelling());
      Json.number(
          json,
          "block",
          segment.block().isPresent() ? Optional.of(segment.block().getAsInt()) : Optional.empty());
      json.writeStringField("offset", Hex.of(segment.offset()));
      Json.string(json, "address", segment.address().map(known -> Hex.of(known.value())));
      json.writeStringField("length", Hex.of(segment.length()));
      json.writeNumberField("first", segment.first());
      json.writeNumberField("last", segment.last());
      json.writeEndObject();
    }
    json.writeEndArray();
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
}
