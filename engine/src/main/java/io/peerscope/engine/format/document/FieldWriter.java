package io.peerscope.engine.format.document;

import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Puts the fields of one object of a document together.
final class FieldWriter {

  private final Map<String, JsonValue> fields = new LinkedHashMap<>();
  private final UnknownFields unknown;
  private final String place;
  private final String file;

  /// @param unknown what is written back without being understood
  /// @param place path of the object in the document
  /// @param file the input whose lines are written by their number alone; empty for none
  FieldWriter(UnknownFields unknown, String place, String file) {
    this.unknown = unknown;
    this.place = place;
    this.file = file;
  }

  /// Starts a part of this object.
  FieldWriter part(String name) {
    return new FieldWriter(unknown, path(name), file);
  }

  private String path(String name) {
    if (unknown.isEmpty()) {
      return "";
    }
    return place.isEmpty() ? name : place + "/" + name;
  }

  FieldWriter put(String name, JsonValue value) {
    fields.put(name, value);
    return this;
  }

  FieldWriter put(String name, String text) {
    return put(name, new JsonValue.Text(text));
  }

  /// Writes a text unless it is empty.
  FieldWriter putText(String name, String text) {
    return text.isEmpty() ? this : put(name, text);
  }

  /// Writes a list unless it is empty.
  FieldWriter putList(String name, List<JsonValue> values) {
    return values.isEmpty() ? this : put(name, new Items(values));
  }

  <T> FieldWriter fact(String name, Fact<T> fact, Function<? super T, JsonValue> encoder) {
    FieldWriter part = part(name);
    switch (fact) {
      case Known<T>(var value, var origin) ->
          part.put("value", encoder.apply(value)).origin(origin);
      case Unknown<T>(var why) -> part.put("unknown", why);
    }
    return put(name, part.done());
  }

  <T> FieldWriter optionalFact(
      String name, Fact<Optional<T>> fact, Function<? super T, JsonValue> encoder) {
    return fact(
        name, fact, value -> value.isPresent() ? encoder.apply(value.get()) : JsonValue.Word.NULL);
  }

  FieldWriter origin(Origin origin) {
    return switch (origin) {
      case SourcePosition position -> put("at", position(position));
      case GivenByOption(var option) -> put("option", option);
      case Inferred(var how) -> put("inferred", how);
      case EditedByHand _ -> put("edited", JsonValue.Word.TRUE);
      case Allocated _ -> put("allocated", JsonValue.Word.TRUE);
    };
  }

  private JsonValue position(SourcePosition position) {
    return !file.isEmpty() && position.file().equals(file)
        ? Values.number(position.line())
        : new JsonValue.Text(position.file() + ":" + position.line());
  }

  /// The object, and at its end what was not understood of it.
  Members done() {
    if (!unknown.isEmpty()) {
      unknown.at(place).forEach(fields::putIfAbsent);
    }
    return new Members(fields, 0);
  }
}
