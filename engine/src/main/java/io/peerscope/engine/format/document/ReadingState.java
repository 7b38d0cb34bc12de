package io.peerscope.engine.format.document;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the reading of one document collects beside the machine.
final class ReadingState {

  private static final int LONGEST_SHARED = 200;

  private final String name;
  private final DiagnosticLog log;
  private final Map<String, Map<String, JsonValue>> unknown = new LinkedHashMap<>();
  private final Shared<String> texts = new Shared<>();
  private final Shared<Object> values = new Shared<>();

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
    return log;
  }

  SourcePosition at(int line) {
    return new SourcePosition(name, line);
  }

  void keep(String place, Map<String, JsonValue> fields) {
    unknown.putIfAbsent(place, new LinkedHashMap<>(fields));
  }

  UnknownFields unknown() {
    return UnknownFields.of(unknown);
  }
}
