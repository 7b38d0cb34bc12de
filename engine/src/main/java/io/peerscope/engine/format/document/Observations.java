package io.peerscope.engine.format.document;

import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.format.document.Observation.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a probe learnt, as a document spells it.
final class Observations {

  private static final int MOST = 100_000;

  private Observations() {}

  static Items write(List<Observation> observations, UnknownFields unknown) {
    return new Items(
        observations.stream()
            .map(observation -> (JsonValue) members(observation, unknown))
            .toList());
  }

  private static Members members(Observation observation, UnknownFields unknown) {
    FieldWriter fields =
        new FieldWriter(unknown, place(observation.about(), observation.what()), "")
            .putText("level", observation.level())
            .put("about", observation.about())
            .put("what", observation.what());
    observation
        .prediction()
        .ifPresent(prediction ->
            fields
                .put("predicted", prediction.predicted())
                .put("agreement", prediction.agreement()));
    return fields.put("seen", observation.seen()).putText("source", observation.source()).done();
  }

  private static String place(String about, String what) {
    return DocumentReader.OBSERVED + "/" + about + "/" + what;
  }

  static List<Observation> read(ReadingState state, JsonValue value, int line) {
    if (!(value instanceof Items(var values))) {
      state.log().error("bad-value", "observed is not a list", state.at(line));
      return List.of();
    }
    var observations = new ArrayList<Observation>();
    for (JsonValue each : values.subList(0, Math.min(values.size(), MOST))) {
      if (each instanceof Members members) {
        read(state, members).ifPresent(observations::add);
      } else {
        state.log().warning("bad-value", "an entry of observed is no object", state.at(line));
      }
    }
    return List.copyOf(observations);
  }

  private static Optional<Observation> read(ReadingState state, Members members) {
    var fields =
        new FieldReader(state, members, place(text(members, "about"), text(members, "what")), "");
    Optional<String> about = fields.required("about", Values::string);
    Optional<String> what = fields.required("what", Values::string);
    Optional<String> seen = fields.required("seen", Values::string);
    String level = fields.text("level");
    String source = fields.text("source");
    Optional<String> predicted = fields.value("predicted", Values::string);
    String agreement = fields.text("agreement");
    fields.finish();
    return about.isPresent() && what.isPresent() && seen.isPresent()
        ? Optional.of(
            new Observation(
                level,
                about.get(),
                what.get(),
                seen.get(),
                source,
                predicted.map(text -> new Prediction(text, agreement))))
        : Optional.empty();
  }

  /// A text for the path of an entry; checked when the field is taken.
  private static String text(Members members, String name) {
    return members.fields().get(name) instanceof JsonValue.Text(var content) ? content : "";
  }
}
