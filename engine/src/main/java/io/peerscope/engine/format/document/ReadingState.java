package io.peerscope.engine.format.document;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the reading of one document collects beside the machine.
final class ReadingState {

  private final String name;
  private final DiagnosticLog log;
  private final Map<String, Map<String, JsonValue>> unknown = new LinkedHashMap<>();

  /// @param name the document as the user named it
  ReadingState(String name, DiagnosticLog log) {
    this.name = name;
    this.log = log;
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
