package io.peerscope.app.inspector.page;

import io.peerscope.engine.edit.PlatformEdit;
import java.util.List;
import java.util.function.Function;

/// How a field takes another value.
public sealed interface Input {

  /// What becomes of a text.
  sealed interface Proposal {

    /// The text means this edit.
    record Change(PlatformEdit edit) implements Proposal {}

    /// The text means nothing.
    ///
    /// @param sentence what is wrong, and how it is written
    record Complaint(String sentence) implements Proposal {}
  }

  /// The value as one writes it.
  String text();

  Proposal read(String text);

  /// Free text.
  ///
  /// @param hint how it is written
  record Text(String text, String hint, Function<String, Proposal> reader) implements Input {
    @Override
    public Proposal read(String written) {
      return reader.apply(written);
    }
  }

  /// One of a few words.
  record Choice(String text, List<String> words, Function<String, Proposal> reader)
      implements Input {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public Proposal read(String word) {
      return reader.apply(word);
    }
  }
}
