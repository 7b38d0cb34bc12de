package io.peerscope.probe.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.cli.Json;
import io.peerscope.engine.cli.Output;
import io.peerscope.probe.kernel.ErrnoTable.Explanation;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Learned;
import io.peerscope.probe.report.Step;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The findings as one JSON document.
record ProbeJson(Findings findings) {

  void writeTo(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("level", findings.level().name());
      json.writeBooleanField("complete", findings.report().complete());
      json.writeNumberField("functions", findings.reading().platform().topology().size());
      strings(json, "asleep", findings.asleep().stream().map(PciAddress::toString).toList());
      offsets(json);
      steps(json);
      learned(json);
      comparisons(json);
      strings(json, "notes", findings.report().sentences());
      strings(json, "needs", findings.needs());
      json.writeEndObject();
    }
    output.println("");
  }

  private static void strings(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void offsets(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("busOffsets");
    for (BusOffset offset : findings.offsets()) {
      json.writeStartObject();
      json.writeStringField("function", offset.function().toString());
      json.writeNumberField("bar", offset.bar());
      address(json, "register", offset.register());
      address(json, "cpu", offset.cpu());
      address(json, "offset", offset.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void address(JsonGenerator json, String name, Optional<Long> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, Hex.of(value.get()));
    } else {
      json.writeNullField(name);
    }
  }

  private void steps(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("steps");
    for (Step step : findings.report().steps()) {
      json.writeStartObject();
      json.writeStringField("level", step.level().name());
      json.writeStringField("call", step.call());
      json.writeBooleanField("ok", step.isOk());
      if (step.explanation().isPresent()) {
        Explanation why = step.explanation().get();
        json.writeStringField("errno", why.name());
        json.writeStringField("meaning", why.meaning());
        json.writeStringField("remedy", why.remedy());
      } else {
        json.writeStringField("result", step.result());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void learned(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("learned");
    for (Learned fact : findings.report().learned()) {
      json.writeStartObject();
      json.writeStringField("level", fact.level().name());
      json.writeStringField("about", fact.about());
      json.writeStringField("name", fact.name());
      json.writeStringField("value", fact.value());
      json.writeStringField("source", fact.source());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void comparisons(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("comparisons");
    for (Comparison one : findings.comparisons()) {
      json.writeStartObject();
      json.writeStringField("about", one.about());
      json.writeStringField("what", one.what());
      json.writeStringField("predicted", one.predicted());
      json.writeStringField("observed", one.observed());
      json.writeStringField("agreement", one.agreement().word());
      json.writeStringField("remark", one.remark());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
