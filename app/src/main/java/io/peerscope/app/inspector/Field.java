package io.peerscope.app.inspector;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;
import java.util.Optional;
import java.util.function.Function;

/// One line of the inspector: a name, a value or the reason why there is none, and its bytes.
///
/// @param value the value, or why it is unknown
/// @param known whether the value is one
/// @param origin where the value was read, or empty
/// @param bytes where in configuration space it sits
public record Field(
    String name, String value, boolean known, String origin, Optional<ByteRange> bytes) {

  /// A run of bytes in configuration space.
  public record ByteRange(int offset, int length) {

    boolean holds(int at) {
      return at >= offset && at < offset + length;
    }
  }

  public static Field of(String name, String value) {
    return new Field(name, value, true, "", Optional.empty());
  }

  public static <T> Field of(String name, Fact<T> fact, Function<T, String> spell) {
    return switch (fact) {
      case Fact.Known<T>(T value, Origin origin) ->
          new Field(name, spell.apply(value), true, origin.toString(), Optional.empty());
      case Fact.Unknown<T>(String why) ->
          new Field(name, "unknown: " + why, false, "", Optional.empty());
    };
  }

  public Field at(int offset, int length) {
    return new Field(name, value, known, origin, Optional.of(new ByteRange(offset, length)));
  }
}
