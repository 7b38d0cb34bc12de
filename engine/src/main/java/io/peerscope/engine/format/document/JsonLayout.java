package io.peerscope.engine.format.document;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import java.util.Iterator;
import java.util.Map;

/// Lays JSON out for people who compare versions: what fits stands in one line, all else has a line
/// for each part, indented by two blanks.
final class JsonLayout {

  private static final int WIDTH = 120;

  private final StringBuilder text = new StringBuilder();

  /// Writes a value in as few lines as fit.
  void value(JsonValue value, int indent) {
    int start = text.length();
    int lineStart = text.lastIndexOf("\n") + 1;
    if (isShort(value)) {
      inline(value);
      if (text.length() - lineStart <= WIDTH || !hasParts(value)) {
        return;
      }
      text.setLength(start);
    }
    broken(value, indent);
  }

  /// Writes a value with a line for each part, however short it is.
  void broken(JsonValue value, int indent) {
    switch (value) {
      case Members(var fields, _) -> {
        text.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
          nextLine(first, indent + 1);
          name(field.getKey());
          value(field.getValue(), indent + 1);
          first = false;
        }
        end(first, indent, '}');
      }
      case Items(var values) -> {
        text.append('[');
        boolean first = true;
        for (JsonValue each : values) {
          nextLine(first, indent + 1);
          value(each, indent + 1);
          first = false;
        }
        end(first, indent, ']');
      }
      case JsonValue.Text _, JsonValue.Digits _, JsonValue.Word _ -> inline(value);
    }
  }

  private void end(boolean empty, int indent, char bracket) {
    if (!empty) {
      newLine(indent);
    }
    text.append(bracket);
  }

  /// Starts the line of a further part.
  void nextLine(boolean first, int indent) {
    if (!first) {
      text.append(',');
    }
    newLine(indent);
  }

  void newLine(int indent) {
    text.append('\n').append("  ".repeat(indent));
  }

  void name(String name) {
    quoted(name);
    text.append(": ");
  }

  void raw(String json) {
    text.append(json);
  }

  private static boolean hasParts(JsonValue value) {
    return switch (value) {
      case Members(var fields, _) -> !fields.isEmpty();
      case Items(var values) -> !values.isEmpty();
      case JsonValue.Text _, JsonValue.Digits _, JsonValue.Word _ -> false;
    };
  }

  /// Whether it is worth a try: a long list never fits.
  private static boolean isShort(JsonValue value) {
    return switch (value) {
      case Members(var fields, _) -> fields.size() < WIDTH / 6;
      case Items(var values) -> values.size() < WIDTH / 3;
      case JsonValue.Text _, JsonValue.Digits _, JsonValue.Word _ -> true;
    };
  }

  private void inline(JsonValue value) {
    switch (value) {
      case Members(var fields, _) -> inline(fields);
      case Items(var values) -> {
        text.append('[');
        for (Iterator<JsonValue> each = values.iterator(); each.hasNext(); ) {
          inline(each.next());
          text.append(each.hasNext() ? ", " : "");
        }
        text.append(']');
      }
      case JsonValue.Text(var content) -> quoted(content);
      case JsonValue.Digits(var digits) -> text.append(digits);
      case JsonValue.Word word -> text.append(word.spelling());
    }
  }

  private void inline(Map<String, JsonValue> fields) {
    text.append(fields.isEmpty() ? "{" : "{ ");
    boolean first = true;
    for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
      text.append(first ? "" : ", ");
      name(field.getKey());
      inline(field.getValue());
      first = false;
    }
    text.append(fields.isEmpty() ? "}" : " }");
  }

  private void quoted(String content) {
    text.append('"');
    for (int at = 0; at < content.length(); at++) {
      char letter = content.charAt(at);
      switch (letter) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> letter(content, at, letter);
      }
    }
    text.append('"');
  }

  /// Control letters, and halves of a letter that UTF-8 has no bytes for, are spelled by number.
  private void letter(String content, int at, char letter) {
    boolean isHalf =
        Character.isHighSurrogate(letter)
            ? at + 1 >= content.length() || !Character.isLowSurrogate(content.charAt(at + 1))
            : Character.isLowSurrogate(letter)
                && (at == 0 || !Character.isHighSurrogate(content.charAt(at - 1)));
    if (letter < ' ' || letter == 0x7f || isHalf) {
      text.append("\\u").append(Hex.padded(letter, 4));
    } else {
      text.append(letter);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
