package io.peerscope.engine.format.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A piece of JSON as it was read, or as it will be written.
sealed interface JsonValue {

  /// Named values in the order of writing.
  ///
  /// @param fields not copied: a large document has millions; nobody changes them any more
  /// @param line line of the document where it starts; 0 for one that was not read
  record Members(Map<String, JsonValue> fields, int line) implements JsonValue {
    public Members {
      fields = Collections.unmodifiableMap(fields);
    }
  }

  /// Values in order.
  ///
  /// @param values not copied; nobody changes them any more
  record Items(List<JsonValue> values) implements JsonValue {
    public Items {
      values = Collections.unmodifiableList(values);
    }
  }

  /// A string.
  record Text(String text) implements JsonValue {}

  /// A number, spelled as it was read.
  record Digits(String digits) implements JsonValue {}

  /// `true`, `false` or `null`.
  enum Word implements JsonValue {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String spelling;

    Word(String spelling) {
      this.spelling = spelling;
    }

    String spelling() {
      return spelling;
    }

    static Word of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }
}
