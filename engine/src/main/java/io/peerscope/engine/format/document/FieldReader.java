package io.peerscope.engine.format.document;

import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes the fields of one object of a document, reports those that are damaged, and keeps those
/// that nobody asked for.
final class FieldReader {

  /// Why a fact is unknown that the document has no field for.
  static final String NOT_TOLD = "the document does not tell";

  private static final String DAMAGED = "the document tells it wrongly";

  private final ReadingState state;
  private final Members object;
  private final Map<String, JsonValue> fields;

  /// The fields that were asked for.
  private final List<String> taken;

  private final PlaceInDocument place;
  private final String file;
  private final Optional<LazyFields> lazy;

  /// @param place path of the object in the document
  /// @param file the input that line numbers alone are of; empty where there is none
  FieldReader(ReadingState state, Members object, String place, String file) {
    this(state, object, none(object), PlaceInDocument.of(place), file, Optional.empty());
  }

  /// @param lazy the fields of the object, where they are parsed one by one
  FieldReader(
      ReadingState state, Members object, String place, String file, Optional<LazyFields> lazy) {
    this(state, object, none(object), PlaceInDocument.of(place), file, lazy);
  }

  private static List<String> none(Members object) {
    return new ArrayList<>(object.fields().size());
  }

  private FieldReader(
      ReadingState state,
      Members object,
      List<String> taken,
      PlaceInDocument place,
      String file,
      Optional<LazyFields> lazy) {
    this.state = state;
    this.object = object;
    this.fields = object.fields();
    this.taken = taken;
    this.place = place;
    this.file = file;
    this.lazy = lazy;
  }

  /// The same object, in which line numbers alone are of a file.
  FieldReader in(String newFile) {
    return new FieldReader(state, object, new ArrayList<>(taken), place, newFile, lazy);
  }

  int line() {
    return object.line();
  }

  Optional<JsonValue> take(String name) {
    JsonValue value = fields.get(name);
    if (value == null || taken.contains(name)) {
      return Optional.empty();
    }
    taken.add(name);
    return Optional.of(value);
  }

  boolean has(String name) {
    return fields.containsKey(name) && !taken.contains(name);
  }

  /// What is made of a field, or of the same bytes before.
  <T> T remembered(String name, Supplier<T> making) {
    Optional<Slice> slice = has(name) ? sliceOf(name) : Optional.empty();
    if (slice.isEmpty()) {
      return making.get();
    }
    T made = state.remembered(name, slice.get(), file, making);
    if (!taken.contains(name)) {
      taken.add(name);
    }
    return made;
  }

  /// Configuration space straight from the bytes of a field; empty where they are not at hand, or
  /// not written plainly.
  Optional<ConfigSpace> plainConfig(String name) {
    return sliceOf(name)
        .flatMap(slice ->
            state.remembered(
                name, slice, "", () -> PlainConfigRows.read(slice, state.emptyRows())));
  }

  /// The bytes of a field; empty where they are not at hand.
  private Optional<Slice> sliceOf(String name) {
    return lazy.flatMap(fieldsOfObject -> fieldsOfObject.sliceOf(name));
  }

  /// A field that was read from its bytes.
  void pass(String name) {
    taken.add(name);
  }

  /// Something beside the bytes of a field has a part in what they mean.
  void notePart() {
    state.notePart();
  }

  /// A field, or empty where it is absent or damaged.
  <T> Optional<T> value(String name, Function<JsonValue, T> decoder) {
    return take(name).flatMap(value -> decoded(name, value, decoder));
  }

  /// A field that an object cannot be without.
  <T> Optional<T> required(String name, Function<JsonValue, T> decoder) {
    if (!has(name)) {
      warn("missing-value", "%s has no %s".formatted(place, name));
    }
    return value(name, decoder);
  }

  String text(String name) {
    return value(name, Values::string).orElse("");
  }

  private <T> Optional<T> decoded(String name, JsonValue value, Function<JsonValue, T> decoder) {
    try {
      return Optional.of(decoder.apply(value));
    } catch (IllegalArgumentException strange) {
      warn("bad-value", "%s of %s: %s".formatted(name, place, strange.getMessage()));
      return Optional.empty();
    }
  }

  /// Makes something out of fields that are read; empty, and reported, where they do not fit.
  <T> Optional<T> made(Function<FieldReader, T> maker) {
    try {
      return Optional.of(maker.apply(this));
    } catch (IllegalArgumentException strange) {
      warn("bad-value", "%s: %s".formatted(place, strange.getMessage()));
      return Optional.empty();
    }
  }

  /// A field that is an object.
  Optional<FieldReader> object(String name) {
    return take(name).flatMap(value -> member(name, value));
  }

  /// The objects of a list; what is none is reported.
  ///
  /// @param key what tells one of them from another
  List<FieldReader> objects(String name, Function<Members, String> key) {
    List<FieldReader> found = new ArrayList<>();
    for (JsonValue each : list(name)) {
      String at = each instanceof Members members ? name + "/" + key.apply(members) : name;
      member(at, each).ifPresent(found::add);
    }
    return found;
  }

  /// The values of a list.
  List<JsonValue> list(String name) {
    Optional<JsonValue> value = take(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Items(var values)) {
      return values;
    }
    warn("bad-value", "%s of %s is not a list".formatted(name, place));
    return List.of();
  }

  Optional<FieldReader> member(String name, JsonValue value) {
    if (value instanceof Members members) {
      return Optional.of(
          new FieldReader(state, members, none(members), place.part(name), file, Optional.empty()));
    }
    warn("bad-value", "%s of %s is not an object".formatted(name, place));
    return Optional.empty();
  }

  <T> Fact<T> fact(String name, Function<JsonValue, T> decoder) {
    return object(name)
        .map(reader -> reader.readFact(decoder))
        .orElseGet(() -> Fact.unknown(NOT_TOLD));
  }

  /// A fact whose value may be known to be absent, written `null`.
  <T> Fact<Optional<T>> optionalFact(String name, Function<JsonValue, T> decoder) {
    return fact(
        name,
        value ->
            value == JsonValue.Word.NULL ? Optional.empty() : Optional.of(decoder.apply(value)));
  }

  /// A fact whose value is an object, or known to be absent.
  <T> Fact<Optional<T>> objectFact(String name, Function<FieldReader, Optional<T>> maker) {
    return object(name)
        .<Fact<Optional<T>>>map(reader -> {
          Optional<FieldReader> value =
              reader.fields.get("value") instanceof Members
                  ? reader.object("value")
                  : Optional.empty();
          if (value.isEmpty()) {
            return reader.readFact(FieldReader::absent);
          }
          Optional<T> made = maker.apply(value.get());
          Origin origin = reader.origin();
          reader.finish();
          return made.isPresent() ? Fact.known(made, origin) : Fact.unknown(DAMAGED);
        })
        .orElseGet(() -> Fact.unknown(NOT_TOLD));
  }

  private static <T> Optional<T> absent(JsonValue value) {
    if (value != JsonValue.Word.NULL) {
      throw new IllegalArgumentException("it is neither an object nor null");
    }
    return Optional.empty();
  }

  private <T> Fact<T> readFact(Function<JsonValue, T> decoder) {
    Optional<String> why = value("unknown", Values::string);
    if (why.isPresent()) {
      finish();
      return state.sharedValue(Fact.unknown(why.get()));
    }
    Optional<T> value = required("value", decoder);
    Origin origin = origin();
    finish();
    return value.isPresent()
        ? state.sharedValue(Fact.known(value.get(), origin))
        : Fact.unknown(DAMAGED);
  }

  /// Where a value is from; without a word about it, from this line of the document.
  Origin origin() {
    Origin origin = toldOrigin();
    return state.sharedValue(origin);
  }

  private Origin toldOrigin() {
    return this.<Origin>value("at", this::position)
        .or(() -> value("option", value -> new GivenByOption(Values.string(value))))
        .or(() -> value("inferred", value -> new Inferred(Values.string(value))))
        .or(() -> value("edited", value -> byWhom(value, new EditedByHand())))
        .or(() -> value("allocated", value -> byWhom(value, new Allocated())))
        .orElseGet(this::here);
  }

  private static Origin byWhom(JsonValue value, Origin origin) {
    if (value != JsonValue.Word.TRUE) {
      throw new IllegalArgumentException("it is not true");
    }
    return origin;
  }

  /// `FILE:LINE`, or the line alone where the file is plain.
  SourcePosition position(JsonValue value) {
    if (value instanceof JsonValue.Digits) {
      return new SourcePosition(file, line(Values.integer(value)));
    }
    String text = Values.string(value);
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("\"%s\" names no line".formatted(text));
    }
    return new SourcePosition(
        text.substring(0, colon), line(Integer.parseInt(text.substring(colon + 1))));
  }

  private static int line(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("line %d is below 0".formatted(number));
    }
    return number;
  }

  SourcePosition here() {
    return state.at(object.line());
  }

  void warn(String code, String message) {
    state.log().warning(code, message, here());
  }

  /// Keeps the fields that were not asked for.
  void finish() {
    if (taken.size() < fields.size()) {
      Map<String, JsonValue> left = new LinkedHashMap<>(fields);
      taken.forEach(left::remove);
      state.keep(place.toString(), left);
    }
  }
}
