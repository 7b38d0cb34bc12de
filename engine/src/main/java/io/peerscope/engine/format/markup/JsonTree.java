package io.peerscope.engine.format.markup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A piece of JSON.
public sealed interface JsonTree {

  /// Named values.
  ///
  /// @param line where it starts, from 1
  record Members(Map<String, JsonTree> fields, int line) implements JsonTree {
    public Members {
      fields = Map.copyOf(fields);
    }

    public Optional<JsonTree> get(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    /// A word or number, or an empty text.
    public String text(String name) {
      return get(name).orElse(Nothing.NULL) instanceof Scalar(String value) ? value : "";
    }
  }

  /// Values in order.
  record Items(List<JsonTree> values) implements JsonTree {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A string, a number, `true` or `false`, as it is spelled.
  record Scalar(String value) implements JsonTree {}

  /// `null`.
  enum Nothing implements JsonTree {
    NULL
  }

  /// All objects in it, itself first; of each those inside of it follow.
  default Stream<Members> objects() {
    return switch (this) {
      case Members members ->
          Stream.concat(
              Stream.of(members), members.fields().values().stream().flatMap(JsonTree::objects));
      case Items(var values) -> values.stream().flatMap(JsonTree::objects);
      case Scalar _, Nothing _ -> Stream.empty();
    };
  }
}
