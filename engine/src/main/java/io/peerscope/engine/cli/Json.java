package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.trace.JsonText;
import java.io.IOException;
import java.util.Optional;

/// JSON as all commands write it: UTF-8, two blanks of indent, `\n`, the same on every machine.
public final class Json {

  private Json() {}

  /// A generator whose document goes to `output`; closing it leaves that open.
  public static JsonGenerator onto(Output output) throws IOException {
    return JsonText.onto(output);
  }

  /// Writes a string, or `null` where there is none.
  static void string(JsonGenerator json, String name, Optional<?> value) throws IOException {
    JsonText.string(json, name, value);
  }

  static void string(JsonGenerator json, String name, Fact<?> value) throws IOException {
    string(json, name, value.ifKnown());
  }

  /// Writes a number, or `null` where there is none.
  static void number(JsonGenerator json, String name, Optional<Integer> value) throws IOException {
    JsonText.number(json, name, value);
  }
}
