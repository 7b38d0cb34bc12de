package io.peerscope.engine.distance;

import io.peerscope.engine.fact.Evidence;
import java.util.List;
import java.util.Optional;

/// What one tool calls the distance of two functions.
public sealed interface Word {

  Tool tool();

  /// Why this word, or why none can be told.
  String why();

  /// The facts it rests on.
  List<Evidence> evidence();

  /// The word, where it is told.
  Optional<String> told();

  /// The facts decide.
  ///
  /// @param word as the tool prints it
  record Told(Tool tool, String word, String why, List<Evidence> evidence) implements Word {

    public Told {
      evidence = List.copyOf(evidence);
    }

    @Override
    public Optional<String> told() {
      return Optional.of(word);
    }
  }

  /// A fact is missing that could change the word.
  ///
  /// @param possible the words that the missing facts leave open; empty where the tool has no word
  record Untold(Tool tool, List<String> possible, String why, List<Evidence> evidence)
      implements Word {

    public Untold {
      possible = List.copyOf(possible);
      evidence = List.copyOf(evidence);
    }

    @Override
    public Optional<String> told() {
      return Optional.empty();
    }
  }
}
