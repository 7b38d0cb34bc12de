package io.peerscope.engine.format.document;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What the reading of one document collects beside the machine.
final class ReadingState {

  private static final int LONGEST_SHARED = 200;

  private final String name;
  private final DiagnosticLog log;
  private final Map<String, Map<String, JsonValue>> unknown = new LinkedHashMap<>();
  private final Shared<String> texts = new Shared<>();
  private final Shared<Object> values = new Shared<>();
  private final Remembered remembered = new Remembered();
  private final ConfigRows rows = new ConfigRows();

  /// How often something had a part in reading that is more than the bytes of a field: the line it
  /// stands in, or what was reported and kept.
  private int parts;

  /// @param name the document as the user named it
  ReadingState(String name, DiagnosticLog log) {
    this.name = name;
    this.log = log;
  }

  /// The state of reading a part of the same document.
  ReadingState forPart() {
    return new ReadingState(name, new DiagnosticLog());
  }

  /// Takes over what reading a part collected.
  void add(ReadingState part) {
    log.addAll(part.log.entries());
    part.unknown.forEach(unknown::putIfAbsent);
  }

  /// The same text, as one object as long as it is seen often: machines repeat themselves.
  String shared(String text) {
    return text.length() > LONGEST_SHARED ? text : texts.of(text);
  }

  /// The same value, as one object as long as it is seen often.
  @SuppressWarnings("unchecked") // an equal value of the same class
  <T> T sharedValue(T value) {
    return (T) values.of(value);
  }

  DiagnosticLog log() {
    parts++;
    return log;
  }

  SourcePosition at(int line) {
    parts++;
    return new SourcePosition(name, line);
  }

  /// Something beside the bytes of a field has a part in what they mean.
  void notePart() {
    parts++;
  }

  /// Rows to be read into, the same each time; nothing is read yet.
  ConfigRows emptyRows() {
    rows.clear();
    return rows;
  }

  /// What was made of the same bytes before, else what is made now.
  <T> T remembered(String field, Slice slice, String file, Supplier<T> making) {
    int before = parts;
    return remembered.of(field, slice, file, making, () -> parts == before);
  }

  void keep(String place, Map<String, JsonValue> fields) {
    parts++;
    unknown.putIfAbsent(place, new LinkedHashMap<>(fields));
  }

  UnknownFields unknown() {
    return UnknownFields.of(unknown);
  }
}
