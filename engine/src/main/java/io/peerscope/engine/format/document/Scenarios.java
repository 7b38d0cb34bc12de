package io.peerscope.engine.format.document;

import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.platform.Scenario.Circumstances;
import io.peerscope.engine.platform.Scenario.Piece;
import io.peerscope.engine.platform.Scenario.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes the DMAs that a document keeps.
final class Scenarios {

  static final String FIELD = "scenarios";

  private Scenarios() {}

  /// What is whole; what is damaged is reported and left out, and so is a name that stands twice.
  static List<Scenario> read(ReadingState state, JsonValue value, int line) {
    var around = new FieldReader(state, new Members(Map.of(FIELD, value), line), "", "");
    List<Scenario> found = new ArrayList<>();
    for (FieldReader each : around.objects(FIELD, Scenarios::nameOf)) {
      Optional<Scenario> scenario = each.made(Scenarios::scenario);
      each.finish();
      scenario.ifPresent(it -> {
        if (found.stream().anyMatch(known -> known.name().equals(it.name()))) {
          each.warn("bad-value", "there are two scenarios '%s'".formatted(it.name()));
        } else {
          found.add(it);
        }
      });
    }
    return found;
  }

  private static String nameOf(Members object) {
    return text(object, "name");
  }

  private static String clientOf(Members object) {
    return text(object, "client") + " " + text(object, "operation");
  }

  private static String text(Members object, String field) {
    return object.fields().get(field) instanceof JsonValue.Text(var text) ? text : "?";
  }

  private static Scenario scenario(FieldReader from) {
    String name = from.text("name");
    List<Transfer> transfers = new ArrayList<>();
    int number = 0;
    for (FieldReader each : from.objects("transfers", Scenarios::clientOf)) {
      number++;
      each.made(Scenarios::transfer).ifPresent(transfers::add);
      each.finish();
    }
    if (transfers.size() < number) {
      from.warn("bad-value", "scenario '%s' is read in part".formatted(name));
    }
    Circumstances circumstances =
        from.object("context").map(Scenarios::circumstances).orElseGet(Circumstances::asTold);
    return new Scenario(name, transfers, circumstances);
  }

  private static Transfer transfer(FieldReader from) {
    List<Piece> pieces = new ArrayList<>();
    for (FieldReader each : from.objects("pieces", object -> text(object, "target"))) {
      each.made(part -> new Piece(part.text("target"), size(part))).ifPresent(pieces::add);
      each.finish();
    }
    return new Transfer(
        from.value("client", Values::address)
            .orElseThrow(() -> new IllegalArgumentException("there is no client")),
        from.text("operation"),
        pieces);
  }

  private static long size(FieldReader from) {
    return from.value("size", Values::hex)
        .orElseThrow(() -> new IllegalArgumentException("there is no size"));
  }

  private static Circumstances circumstances(FieldReader from) {
    var told =
        new Circumstances(
            from.value("kernel", Values::string),
            from.value("cpu", Values::string),
            from.value("iommu", Values::string),
            from.value("translators", Values::string),
            from.value("strategy", Values::string),
            from.value("platform", Values::string));
    from.finish();
    return told;
  }

  static Items write(List<Scenario> scenarios, UnknownFields unknown) {
    var to = new FieldWriter(unknown, "", "");
    return new Items(
        scenarios.stream()
            .<JsonValue>map(scenario -> write(to.part(FIELD + "/" + scenario.name()), scenario))
            .toList());
  }

  private static Members write(FieldWriter to, Scenario scenario) {
    to.put("name", scenario.name());
    to.putList(
        "transfers",
        scenario.transfers().stream().<JsonValue>map(transfer -> write(to, transfer)).toList());
    Circumstances chosen = scenario.circumstances();
    if (!chosen.equals(Circumstances.asTold())) {
      FieldWriter context = to.part("context");
      chosen.kernel().ifPresent(it -> context.put("kernel", it));
      chosen.cpu().ifPresent(it -> context.put("cpu", it));
      chosen.iommu().ifPresent(it -> context.put("iommu", it));
      chosen.translators().ifPresent(it -> context.put("translators", it));
      chosen.strategy().ifPresent(it -> context.put("strategy", it));
      chosen.platform().ifPresent(it -> context.put("platform", it));
      to.put("context", context.done());
    }
    return to.done();
  }

  private static Members write(FieldWriter scenario, Transfer transfer) {
    FieldWriter to = scenario.part("transfers/" + transfer.client() + " " + transfer.operation());
    return to.put("client", Values.text(transfer.client()))
        .put("operation", transfer.operation())
        .putList(
            "pieces",
            transfer.pieces().stream()
                .<JsonValue>map(piece ->
                    to.part("pieces/" + piece.target())
                        .put("target", piece.target())
                        .put("size", Values.toHex(piece.size()))
                        .done())
                .toList())
        .done();
  }
}
