package io.peerscope.engine.format.markup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a piece of JSON in a text and reads it within limits.
public final class JsonPieces {

  private static final int MOST_VALUES = 4_000_000;
  private static final Pattern START = Pattern.compile("(?m)^[ \\t]*([\\[{])(?=[\\s\\[{\"]|$)");

  /// Strings that a mail program broke hold line ends, which JSON forbids.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(XmlTrees.DEEPEST).build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonParser parser;
  private final int firstLine;
  private int values;

  private JsonPieces(JsonParser parser, int firstLine) {
    this.parser = parser;
    this.firstLine = firstLine;
  }

  /// The first object or list at the start of a line, if the text holds some words at all; of one
  /// that is damaged, what comes before the damage.
  public static Optional<JsonTree> in(
      byte[] content, Pattern words, String file, DiagnosticLog log) {
    if (!PlainText.startsLike(content, words)) {
      return Optional.empty();
    }
    String text = PlainText.of(content, START);
    Matcher start = START.matcher(text);
    if (!start.find()) {
      return Optional.empty();
    }
    int line = PlainText.lineOf(text, start.start(1));
    try (JsonParser parser = FACTORY.createParser(text.substring(start.start(1)))) {
      parser.nextToken();
      return Optional.of(new JsonPieces(parser, line).read(file, log));
    } catch (IOException broken) {
      reportBroken(broken, new SourcePosition(file, line), log);
      return Optional.empty();
    }
  }

  private static void reportBroken(IOException broken, SourcePosition at, DiagnosticLog log) {
    String why = String.valueOf(broken.getMessage());
    log.error(
        "broken-json",
        "the JSON is damaged, cut off or too deep; what comes before is read ("
            + why.lines().findFirst().orElse("")
            + ")",
        at);
  }

  private JsonTree read(String file, DiagnosticLog log) throws IOException {
    if (++values > MOST_VALUES) {
      throw new IOException("there are more than %d values".formatted(MOST_VALUES));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(file, log);
      case START_ARRAY -> items(file, log);
      case VALUE_NULL -> JsonTree.Nothing.NULL;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new JsonTree.Scalar(parser.getText());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("a value is missing");
    };
  }

  private JsonTree members(String file, DiagnosticLog log) {
    int line = line();
    Map<String, JsonTree> fields = new LinkedHashMap<>();
    try {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() == null) {
          throw new IOException("a value is missing");
        }
        fields.putIfAbsent(name, read(file, log));
      }
    } catch (IOException broken) {
      end(broken, file, log);
    }
    return new JsonTree.Members(fields, line);
  }

  private JsonTree items(String file, DiagnosticLog log) {
    List<JsonTree> items = new ArrayList<>();
    try {
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(read(file, log));
      }
    } catch (IOException broken) {
      end(broken, file, log);
    }
    return new JsonTree.Items(items);
  }

  private void end(IOException broken, String file, DiagnosticLog log) {
    if (!parser.isClosed()) {
      reportBroken(broken, new SourcePosition(file, line()), log);
      try {
        parser.close();
      } catch (IOException alreadyReported) {
        // Nothing more can be read either way.
      }
    }
  }

  private int line() {
    return firstLine - 1 + parser.currentTokenLocation().getLineNr();
  }
}
