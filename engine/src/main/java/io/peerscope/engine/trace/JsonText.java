package io.peerscope.engine.trace;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// JSON as Peerscope writes it: UTF-8, two blanks of indent, `\n`, the same on every machine.
public final class JsonText {

  private JsonText() {}

  /// A generator whose document goes to `output`; closing it leaves that open.
  public static JsonGenerator onto(OutputStream output) throws IOException {
    var indent = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var layout = new DefaultPrettyPrinter(separators);
    layout.indentObjectsWith(indent);
    layout.indentArraysWith(indent);
    JsonGenerator json = new JsonFactory().createGenerator(output, JsonEncoding.UTF8);
    json.setPrettyPrinter(layout);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    return json;
  }

  /// Writes a string, or `null` where there is none.
  public static void string(JsonGenerator json, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get().toString());
    } else {
      json.writeNullField(name);
    }
  }

  /// Writes a number, or `null` where there is none.
  public static void number(JsonGenerator json, String name, Optional<Integer> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }
}
