package io.peerscope.engine.format.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one function of a large document, each of which is parsed when it is asked for: of
/// what stood there byte by byte before, nobody asks (see [Remembered]).
///
/// All fields together give what parsing the whole object gives. Asking throws
/// [UncheckedIOException] where a value is no JSON.
final class LazyFields extends AbstractMap<String, JsonValue> {

  private final byte[] content;
  private final JsonFactory json;
  private final ReadingState state;
  private final List<Field> fields = new ArrayList<>();

  /// One of the fields, and where its value stands.
  private static final class Field {

    private final String name;
    private final Slice slice;
    private final int linesBefore;
    private @Nullable JsonValue value;

    Field(String name, Slice slice, int linesBefore) {
      this.name = name;
      this.slice = slice;
      this.linesBefore = linesBefore;
    }
  }

  private LazyFields(byte[] content, JsonFactory json, ReadingState state) {
    this.content = content;
    this.json = json;
    this.state = state;
  }

  /// The fields of the object that a block is; empty where names or what stands between values is
  /// anything but plain.
  static Optional<LazyFields> of(
      byte[] content, FunctionBlocks.Block block, JsonFactory json, ReadingState state) {
    var fields = new LazyFields(content, json, state);
    return new Split(fields, block).isDone() ? Optional.of(fields) : Optional.empty();
  }

  /// The bytes of a field's value; empty where there is none.
  Optional<Slice> sliceOf(String name) {
    Field field = field(name);
    return field == null ? Optional.empty() : Optional.of(field.slice);
  }

  /// Parses what nobody has asked for yet.
  void parseAll() {
    fields.forEach(this::valueOf);
  }

  private @Nullable Field field(Object name) {
    for (Field field : fields) {
      if (field.name.equals(name)) {
        return field;
      }
    }
    return null;
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public boolean containsKey(Object name) {
    return field(name) != null;
  }

  @Override
  public @Nullable JsonValue get(Object name) {
    Field field = field(name);
    return field == null ? null : valueOf(field);
  }

  @Override
  public Set<Map.Entry<String, JsonValue>> entrySet() {
    Map<String, JsonValue> all = LinkedHashMap.newLinkedHashMap(fields.size());
    fields.forEach(field -> all.put(field.name, valueOf(field)));
    return all.entrySet();
  }

  private JsonValue valueOf(Field field) {
    JsonValue known = field.value;
    if (known != null) {
      return known;
    }
    JsonValue value =
        PlainJson.read(field.slice, field.linesBefore, state).orElseGet(() -> parsed(field));
    field.value = value;
    return value;
  }

  /// Whether bytes are the same in a string and in JSON.
  private boolean isPlain(int start, int end) {
    for (int at = start; at < end; at++) {
      if (content[at] < ' ' || content[at] == '\\' || content[at] == '"') {
        return false;
      }
    }
    return start <= end;
  }

  private String text(int start, int end) {
    return new String(content, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private JsonValue parsed(Field field) {
    Slice slice = field.slice;
    try (JsonParser parser =
        json.createParser(content, slice.start(), slice.end() - slice.start())) {
      if (parser.nextToken() == null) {
        throw new IOException("a value is missing");
      }
      JsonValue value = new JsonTrees(parser, state, DocumentLines.after(field.linesBefore)).read();
      if (parser.nextToken() != null) {
        throw new IOException("something follows a value");
      }
      return value;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Finds the fields of an object by its brackets, commas and quotes.
  private static final class Split {

    private final LazyFields into;
    private final byte[] content;
    private final int end;
    private int at;
    private int line;

    Split(LazyFields into, FunctionBlocks.Block block) {
      this.into = into;
      this.content = into.content;
      this.at = block.start();
      this.end = block.end();
      this.line = block.linesBefore();
    }

    boolean isDone() {
      skipBlanks();
      if (!skip('{')) {
        return false;
      }
      do {
        if (!field()) {
          return false;
        }
        skipBlanks();
      } while (skip(','));
      boolean isClosed = skip('}');
      skipBlanks();
      return isClosed && at == end;
    }

    private boolean field() {
      skipBlanks();
      int nameStart = at + 1;
      if (!skip('"') || !skipText()) {
        return false;
      }
      int nameEnd = at - 1;
      skipBlanks();
      if (!into.isPlain(nameStart, nameEnd) || !skip(':')) {
        return false;
      }
      String name = into.state.shared(into.text(nameStart, nameEnd));
      skipBlanks();
      int start = at;
      int startLine = line;
      if (into.containsKey(name) || !skipValue() || at == start) {
        return false;
      }
      into.fields.add(new Field(name, new Slice(content, start, at), startLine));
      return true;
    }

    /// Goes behind a value.
    private boolean skipValue() {
      int depth = 0;
      while (at < end) {
        byte letter = content[at];
        switch (letter) {
          case '"' -> {
            at++;
            if (!skipText()) {
              return false;
            }
            if (depth == 0) {
              return true;
            }
            continue;
          }
          case '{', '[' -> depth++;
          case '}', ']' -> {
            if (depth <= 1) {
              at += depth;
              return true;
            }
            depth--;
          }
          case ',', ' ', '\t' -> {
            if (depth == 0) {
              return true;
            }
          }
          case '\n' -> {
            if (depth == 0) {
              return true;
            }
            line++;
          }
          default -> {}
        }
        at++;
      }
      return false;
    }

    /// Goes behind the end of a text.
    private boolean skipText() {
      int behind = Quotes.behind(content, at, end);
      at = behind < 0 ? end : behind;
      return behind >= 0;
    }

    private boolean skip(char letter) {
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
}
