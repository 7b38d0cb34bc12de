package io.peerscope.engine.fact;

import java.util.Optional;
import java.util.function.Function;

/// Something an input may or may not tell: known with its origin, or unknown with the reason.
///
/// Unknown is never replaced by a default; it stays unknown all the way to the screen.
public sealed interface Fact<T> permits Fact.Known, Fact.Unknown {

  /// The value, and where it was read.
  record Known<T>(T value, Origin origin) implements Fact<T> {
    @Override
    public <R> Fact<R> map(Function<? super T, ? extends R> change) {
      return new Known<>(change.apply(value), origin);
    }

    @Override
    public Optional<T> ifKnown() {
      return Optional.of(value);
    }
  }

  /// No value, and the reason in words that complete "unknown: …".
  record Unknown<T>(String why) implements Fact<T> {
    @Override
    public <R> Fact<R> map(Function<? super T, ? extends R> change) {
      return new Unknown<>(why);
    }

    @Override
    public Optional<T> ifKnown() {
      return Optional.empty();
    }
  }

  static <T> Fact<T> known(T value, Origin origin) {
    return new Known<>(value, origin);
  }

  static <T> Fact<T> unknown(String why) {
    return new Unknown<>(why);
  }

  /// The same fact about something derived from the value; the origin stays.
  <R> Fact<R> map(Function<? super T, ? extends R> change);

  /// The value if known.
  Optional<T> ifKnown();
}
