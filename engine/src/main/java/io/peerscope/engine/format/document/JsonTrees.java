package io.peerscope.engine.format.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes one value after the other out of a stream of JSON.
final class JsonTrees {

  /// Fields of a fact.
  private static final int MOST_OFTEN = 2;

  private final JsonParser parser;
  private final ReadingState state;
  private final DocumentLines lines;

  JsonTrees(JsonParser parser, ReadingState state, DocumentLines lines) {
    this.parser = parser;
    this.state = state;
    this.lines = lines;
  }

  /// The line of the document on which the parser stands.
  int line() {
    return lines.of(parser.currentTokenLocation());
  }

  /// The value that the parser stands on; afterwards it stands on its end.
  ///
  /// @throws IOException where the text is no JSON, or ends
  JsonValue read() throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members();
      case START_ARRAY -> items();
      case VALUE_STRING -> new JsonValue.Text(state.shared(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Digits(parser.getText());
      case VALUE_TRUE -> JsonValue.Word.TRUE;
      case VALUE_FALSE -> JsonValue.Word.FALSE;
      case VALUE_NULL -> JsonValue.Word.NULL;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("a value is missing");
    };
  }

  private JsonValue members() throws IOException {
    int line = line();
    Map<String, JsonValue> fields = LinkedHashMap.newLinkedHashMap(MOST_OFTEN);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (fields.containsKey(name)) {
        reportTwice(name);
        read();
      } else {
        fields.put(name, read());
      }
    }
    return new JsonValue.Members(fields, line);
  }

  private void reportTwice(String name) {
    state
        .log()
        .warning(
            "duplicate-field",
            "\"%s\" stands twice; the first counts".formatted(name),
            state.at(line()));
  }

  private JsonValue items() throws IOException {
    List<JsonValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(read());
    }
    return new JsonValue.Items(values);
  }
}
