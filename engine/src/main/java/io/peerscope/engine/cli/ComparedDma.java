package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.compare.DmaComparison;
import io.peerscope.engine.compare.StepPair;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.util.Optional;

/// One DMA on two sides: both verdicts, and the steps number by number.
final class ComparedDma {

  private final DmaComparison comparison;
  private final String nameBefore;
  private final String nameAfter;

  ComparedDma(DmaComparison comparison, String nameBefore, String nameAfter) {
    this.comparison = comparison;
    this.nameBefore = nameBefore;
    this.nameAfter = nameAfter;
  }

  void writeText(Output output) throws IOException {
    writeSide(output, "before", nameBefore, comparison.before());
    writeSide(output, "after", nameAfter, comparison.after());
    output.println("");
    int first = comparison.firstDifference().orElse(-1);
    if (first < 0) {
      output.println("all steps are the same");
      return;
    }
    output.println("the first step that differs is step %d".formatted(first + 1));
    int index = 0;
    for (StepPair pair : comparison.steps()) {
      if (pair.isSame()) {
        output.println("    " + pair.before().map(ComparedDma::line).orElse(""));
      } else {
        String mark = index == first ? ">" : " ";
        output.println(mark + " - " + pair.before().map(ComparedDma::line).orElse("(at its end)"));
        output.println(mark + " + " + pair.after().map(ComparedDma::line).orElse("(at its end)"));
      }
      index++;
    }
  }

  private static void writeSide(Output output, String side, String name, Verdict verdict)
      throws IOException {
    output.println(
        "%-7s %s: %s: %s"
            .formatted(
                side,
                OneLine.of(name),
                verdict.outcome().spelling(),
                OneLine.of(verdict.summary())));
  }

  private static String line(DmaStep step) {
    String address = step.address().map(ComparedDma::spell).orElse("");
    String translated = step.translatedTo().map(to -> " → " + spell(to)).orElse("");
    return OneLine.of(
        "%2d %-10s %-18s %s%s  %s"
            .formatted(
                step.number(),
                step.event().spelling(),
                step.at(),
                address,
                translated,
                step.decision()));
  }

  private static String spell(Address address) {
    return address.space().spelling() + " " + Hex.grouped(address.value());
  }

  void writeJson(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeBooleanField("same", comparison.isSame());
      writeSide(json, "before", nameBefore, comparison.before());
      writeSide(json, "after", nameAfter, comparison.after());
      Json.number(json, "firstDifference", firstNumber());
      json.writeArrayFieldStart("steps");
      for (StepPair pair : comparison.steps()) {
        json.writeStartObject();
        json.writeBooleanField("same", pair.isSame());
        writeStep(json, "before", pair.before());
        writeStep(json, "after", pair.after());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    output.write('\n');
  }

  /// From 1, as steps are numbered.
  private Optional<Integer> firstNumber() {
    return comparison.firstDifference().stream().mapToObj(index -> index + 1).findFirst();
  }

  private static void writeSide(JsonGenerator json, String key, String name, Verdict verdict)
      throws IOException {
    json.writeObjectFieldStart(key);
    json.writeStringField("name", name);
    json.writeStringField("verdict", verdict.outcome().spelling());
    json.writeStringField("mapType", VerdictWords.mapType(verdict));
    json.writeStringField("summary", verdict.summary());
    json.writeEndObject();
  }

  private static void writeStep(JsonGenerator json, String key, Optional<DmaStep> step)
      throws IOException {
    if (step.isEmpty()) {
      json.writeNullField(key);
      return;
    }
    DmaStep there = step.get();
    json.writeObjectFieldStart(key);
    json.writeNumberField("n", there.number());
    json.writeStringField("at", there.at().toString());
    json.writeStringField("event", there.event().spelling());
    Json.string(json, "space", there.address().map(known -> known.space().spelling()));
    Json.string(json, "address", there.address().map(known -> Hex.of(known.value())));
    Json.string(json, "translatedTo", there.translatedTo().map(known -> Hex.of(known.value())));
    json.writeStringField("decision", there.decision());
    json.writeEndObject();
  }
}
