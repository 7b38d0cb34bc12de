package io.peerscope.engine.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One object of a JSON document, asked field by field; `null` counts as not there.
record JsonFields(String where, Map<String, Object> fields) {

  private static final int DEEPEST = 64;

  /// Reads a document that is one object.
  ///
  /// @throws IOException where it is none, with what is wrong
  static JsonFields read(byte[] content) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    try (JsonParser parser = factory.createParser(content)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      return new JsonFields("", members(parser));
    }
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      Optional<Object> value = value(parser);
      if (value.isPresent()) {
        fields.put(name, value.get());
      }
    }
    return fields;
  }

  private static Optional<Object> value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(members(parser));
      case START_ARRAY -> Optional.of(items(parser));
      case VALUE_NUMBER_INT -> Optional.of(parser.getLongValue());
      case VALUE_STRING -> Optional.of(parser.getText());
      case VALUE_NULL -> Optional.empty();
      case VALUE_TRUE, VALUE_FALSE -> Optional.of(parser.getBooleanValue());
      case VALUE_NUMBER_FLOAT -> Optional.of(parser.getText());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("a value is missing");
    };
  }

  private static List<Object> items(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser).ifPresent(values::add);
    }
    return values;
  }

  Optional<String> text(String name) {
    return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  String needText(String name) throws IOException {
    return need(name, text(name));
  }

  Optional<Long> number(String name) {
    return fields.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  long needNumber(String name) throws IOException {
    return need(name, number(name));
  }

  Optional<Boolean> truth(String name) {
    return fields.get(name) instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
  }

  /// A number that is spelled `0x…`.
  Optional<Long> hex(String name) throws IOException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseUnsignedLong(text.get().replaceFirst("^0x", ""), 16));
    } catch (NumberFormatException strange) {
      throw new IOException("%s/%s is no number: %s".formatted(where, name, text.get()), strange);
    }
  }

  Optional<JsonFields> object(String name) {
    return objectOf(where + "/" + name, fields.get(name));
  }

  JsonFields needObject(String name) throws IOException {
    return need(name, object(name));
  }

  /// The objects of a list; none where there is no list.
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    if (fields.get(name) instanceof List<?> list) {
      for (Object each : list) {
        objectOf("%s/%s/%d".formatted(where, name, objects.size()), each).ifPresent(objects::add);
      }
    }
    return objects;
  }

  /// The strings of a list.
  List<String> texts(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  private static Optional<JsonFields> objectOf(String where, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    members.forEach((name, member) -> fields.put(String.valueOf(name), member));
    return Optional.of(new JsonFields(where, fields));
  }

  <T> T need(String name, Optional<T> value) throws IOException {
    return value.orElseThrow(() -> new IOException("%s/%s is missing".formatted(where, name)));
  }
}
