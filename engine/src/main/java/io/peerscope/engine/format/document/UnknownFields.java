package io.peerscope.engine.format.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of a document that a newer Peerscope wrote and this one does not know. They are kept
/// by the place where they stood, and written back while that place exists.
public final class UnknownFields {

  private final Map<String, Map<String, JsonValue>> byPlace;

  private UnknownFields(Map<String, Map<String, JsonValue>> byPlace) {
    this.byPlace = byPlace;
  }

  public static UnknownFields none() {
    return new UnknownFields(Map.of());
  }

  /// @param byPlace fields by the path of the object that had them
  static UnknownFields of(Map<String, Map<String, JsonValue>> byPlace) {
    return new UnknownFields(Collections.unmodifiableMap(new LinkedHashMap<>(byPlace)));
  }

  public boolean isEmpty() {
    return byPlace.isEmpty();
  }

  /// The unknown fields of the object at a path.
  Map<String, JsonValue> at(String place) {
    return byPlace.getOrDefault(place, Map.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnknownFields that && byPlace.equals(that.byPlace);
  }

  @Override
  public int hashCode() {
    return byPlace.hashCode();
  }
}
