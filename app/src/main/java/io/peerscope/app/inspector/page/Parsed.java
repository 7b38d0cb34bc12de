package io.peerscope.app.inspector.page;

import io.peerscope.app.inspector.page.Input.Proposal;
import io.peerscope.engine.edit.PlatformEdit;
import java.util.Optional;
import java.util.function.Function;

/// What a written text means, or why it means nothing.
sealed interface Parsed<T> {

  record Value<T>(T value) implements Parsed<T> {}

  record Wrong<T>(String sentence) implements Parsed<T> {}

  static <T> Parsed<T> of(Optional<T> value, String otherwise) {
    return value.<Parsed<T>>map(Value::new).orElseGet(() -> new Wrong<>(otherwise));
  }

  default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Wrong<T>(String sentence) -> new Wrong<>(sentence);
    };
  }

  default Proposal toProposal(Function<T, PlatformEdit> edit) {
    return switch (this) {
      case Value<T>(T value) -> new Proposal.Change(edit.apply(value));
      case Wrong<T>(String sentence) -> new Proposal.Complaint(sentence);
    };
  }
}
