package io.peerscope.engine.format.document;

import io.peerscope.engine.format.document.JsonValue.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The words of a document for the constants of an enum.
final class Words<E extends Enum<E>> {

  private final Map<E, Text> byConstant = new HashMap<>();
  private final Map<String, E> byWord = new HashMap<>();

  private Words(E[] constants, Function<E, String> spelling) {
    Arrays.stream(constants)
        .forEach(constant -> {
          byConstant.put(constant, new Text(spelling.apply(constant)));
          byWord.put(spelling.apply(constant), constant);
        });
  }

  static <E extends Enum<E>> Words<E> spelled(E[] constants, Function<E, String> spelling) {
    return new Words<>(constants, spelling);
  }

  /// The names of the constants in lower case with `-`.
  static <E extends Enum<E>> Words<E> of(E[] constants) {
    return new Words<>(
        constants, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  JsonValue write(E constant) {
    Text word = byConstant.get(constant);
    if (word == null) {
      throw new IllegalArgumentException("no word for " + constant);
    }
    return word;
  }

  /// @throws IllegalArgumentException where no constant has this word
  E read(JsonValue value) {
    E constant = byWord.get(Values.string(value));
    if (constant == null) {
      throw new IllegalArgumentException("\"%s\" is not known".formatted(Values.string(value)));
    }
    return constant;
  }
}
