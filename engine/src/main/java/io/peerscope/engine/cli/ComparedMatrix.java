package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.compare.CauseGroup;
import io.peerscope.engine.compare.Change;
import io.peerscope.engine.compare.ChangedPair;
import io.peerscope.engine.compare.MatrixComparison;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// All pairs on two sides: how many changed how, and for which cause.
final class ComparedMatrix {

  private final MatrixComparison comparison;
  private final String nameBefore;
  private final String nameAfter;
  private final boolean withPairs;

  /// @param withPairs whether each pair is written
  ComparedMatrix(
      MatrixComparison comparison, String nameBefore, String nameAfter, boolean withPairs) {
    this.comparison = comparison;
    this.nameBefore = nameBefore;
    this.nameAfter = nameAfter;
    this.withPairs = withPairs;
  }

  void writeText(Output output) throws IOException {
    output.println("before  " + OneLine.of(nameBefore));
    output.println("after   " + OneLine.of(nameAfter));
    output.println("");
    output.println(
        "%s of %s changed".formatted(pairs(comparison.changed()), pairs(comparison.compared())));
    for (Map.Entry<Change, Long> change : comparison.changes().entrySet()) {
      output.println("  %,8d  %s".formatted(change.getValue(), change.getKey()));
    }
    writeNames(output, "only before", comparison.gone());
    writeNames(output, "only after", comparison.added());
    if (!comparison.groups().isEmpty()) {
      output.println("").println("causes (a pair with several counts for each)");
    }
    for (CauseGroup group : comparison.groups()) {
      output.println("  %s: %s".formatted(OneLine.of(group.cause().text()), pairs(group.size())));
      for (Map.Entry<Change, Long> change : group.changes().entrySet()) {
        output.println("    %,8d  %s".formatted(change.getValue(), change.getKey()));
      }
      writePairs(output, group);
    }
  }

  private static String pairs(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "pair" : "pairs");
  }

  private static void writeNames(Output output, String what, List<PciAddress> functions)
      throws IOException {
    if (!functions.isEmpty()) {
      output.println(
          what
              + ": "
              + functions.stream().map(PciAddress::toString).collect(Collectors.joining(", ")));
    }
  }

  private void writePairs(Output output, CauseGroup group) throws IOException {
    if (!withPairs) {
      return;
    }
    for (Iterator<ChangedPair> each = group.pairs().iterator(); each.hasNext(); ) {
      ChangedPair pair = each.next();
      output.println("      %s → %s  %s".formatted(pair.client(), pair.provider(), pair.change()));
    }
  }

  void writeJson(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeBooleanField("same", comparison.isSame());
      json.writeStringField("before", nameBefore);
      json.writeStringField("after", nameAfter);
      json.writeNumberField("pairs", comparison.compared());
      json.writeNumberField("changed", comparison.changed());
      writeChanges(json, comparison.changes());
      writeNames(json, "onlyBefore", comparison.gone());
      writeNames(json, "onlyAfter", comparison.added());
      json.writeArrayFieldStart("causes");
      for (CauseGroup group : comparison.groups()) {
        writeGroup(json, group);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    output.write('\n');
  }

  private static void writeNames(JsonGenerator json, String key, List<PciAddress> functions)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (PciAddress function : functions) {
      json.writeString(function.toString());
    }
    json.writeEndArray();
  }

  private static void writeChanges(JsonGenerator json, Map<Change, Long> changes)
      throws IOException {
    json.writeArrayFieldStart("changes");
    for (Map.Entry<Change, Long> change : changes.entrySet()) {
      json.writeStartObject();
      writeChange(json, change.getKey());
      json.writeNumberField("pairs", change.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeChange(JsonGenerator json, Change change) throws IOException {
    json.writeStringField("before", Change.spell(change.before()));
    json.writeStringField("after", Change.spell(change.after()));
  }

  private void writeGroup(JsonGenerator json, CauseGroup group) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", group.cause().text());
    json.writeStringField("code", group.cause().code());
    writeNames(json, "about", group.cause().about());
    json.writeNumberField("pairs", group.size());
    writeChanges(json, group.changes());
    if (withPairs) {
      json.writeArrayFieldStart("list");
      for (Iterator<ChangedPair> each = group.pairs().iterator(); each.hasNext(); ) {
        ChangedPair pair = each.next();
        json.writeStartObject();
        json.writeStringField("provider", pair.provider().toString());
        json.writeStringField("client", pair.client().toString());
        writeChange(json, pair.change());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
