package io.peerscope.engine.format.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a value of a large document straight from its bytes, as it is nearly always written: ASCII
/// without escapes, short whole numbers, no name twice. A parser for the rest of JSON is not needed
/// for it, and has not to be made ready for each of many thousand small values.
final class PlainJson {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 9;
  private static final int LONGEST_TEXT = 10_000;

  /// Fields of a fact.
  private static final int MOST_OFTEN = 2;

  private final byte[] content;
  private final int end;
  private final ReadingState state;
  private int at;
  private int line;

  private PlainJson(Slice slice, int linesBefore, ReadingState state) {
    this.content = slice.content();
    this.at = slice.start();
    this.end = slice.end();
    this.line = linesBefore + 1;
    this.state = state;
  }

  /// Empty where anything is unusual or wrong: a whole parser tells what.
  ///
  /// @param linesBefore lines of the document that end before the value
  static Optional<JsonValue> read(Slice slice, int linesBefore, ReadingState state) {
    var reading = new PlainJson(slice, linesBefore, state);
    JsonValue value = reading.value(0);
    return value != null && reading.at == reading.end ? Optional.of(value) : Optional.empty();
  }

  private @Nullable JsonValue value(int depth) {
    if (at >= end || depth > DEEPEST) {
      return null;
    }
    byte first = content[at];
    return switch (first) {
      case '"' -> textValue();
      case '{' -> members(depth);
      case '[' -> items(depth);
      case 't' -> word(JsonValue.Word.TRUE);
      case 'f' -> word(JsonValue.Word.FALSE);
      case 'n' -> word(JsonValue.Word.NULL);
      default -> digits();
    };
  }

  private @Nullable JsonValue textValue() {
    String text = text();
    if (text == null) {
      return null;
    }
    return new JsonValue.Text(text);
  }

  private @Nullable String text() {
    int start = ++at;
    while (at < end && content[at] >= ' ' && content[at] != '"' && content[at] != '\\') {
      at++;
    }
    if (at >= end || content[at] != '"' || at - start > LONGEST_TEXT) {
      return null;
    }
    at++;
    return state.shared(spelling(start, at - 1));
  }

  private String spelling(int from, int to) {
    return new String(content, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private @Nullable JsonValue digits() {
    int start = at;
    while (at < end && content[at] >= '0' && content[at] <= '9') {
      at++;
    }
    int count = at - start;
    boolean isPlain = count == 1 || (count <= LONGEST_NUMBER && count > 0 && content[start] != '0');
    if (!isPlain || !isAtAnEnd()) {
      return null;
    }
    return new JsonValue.Digits(state.shared(spelling(start, at)));
  }

  /// Whether nothing goes on that began before.
  private boolean isAtAnEnd() {
    return at == end
        || switch (content[at]) {
          case ',', '}', ']', ' ', '\n', '\t' -> true;
          default -> false;
        };
  }

  private @Nullable JsonValue word(JsonValue.Word word) {
    String spelling = word.spelling();
    for (int n = 0; n < spelling.length(); n++) {
      if (at >= end || content[at++] != spelling.charAt(n)) {
        return null;
      }
    }
    if (!isAtAnEnd()) {
      return null;
    }
    return word;
  }

  private @Nullable JsonValue members(int depth) {
    int startLine = line;
    Map<String, JsonValue> fields = LinkedHashMap.newLinkedHashMap(MOST_OFTEN);
    at++;
    if (next('}')) {
      return new JsonValue.Members(fields, startLine);
    }
    do {
      skipBlanks();
      if (at >= end || content[at] != '"') {
        return null;
      }
      String name = text();
      if (name == null || !next(':')) {
        return null;
      }
      skipBlanks();
      JsonValue value = value(depth + 1);
      if (value == null || fields.put(name, value) != null) {
        return null;
      }
    } while (next(','));
    if (!next('}')) {
      return null;
    }
    return new JsonValue.Members(fields, startLine);
  }

  private @Nullable JsonValue items(int depth) {
    List<JsonValue> values = new ArrayList<>();
    at++;
    if (next(']')) {
      return new JsonValue.Items(values);
    }
    do {
      skipBlanks();
      JsonValue value = value(depth + 1);
      if (value == null) {
        return null;
      }
      values.add(value);
    } while (next(','));
    if (!next(']')) {
      return null;
    }
    return new JsonValue.Items(values);
  }

  /// Whether a letter comes next, perhaps after blanks; then it is taken.
  private boolean next(char letter) {
    skipBlanks();
    boolean there = at < end && content[at] == letter;
    at += there ? 1 : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < end && (content[at] == ' ' || content[at] == '\n' || content[at] == '\t')) {
      line += content[at] == '\n' ? 1 : 0;
      at++;
    }
  }
}
