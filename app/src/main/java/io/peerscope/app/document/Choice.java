package io.peerscope.app.document;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;

/// What the user says about a fact that the input may or may not tell.
public sealed interface Choice<T> {

  /// Believe the input.
  record FromFile<T>() implements Choice<T> {}

  /// Act as if the input did not tell.
  record LeaveUnknown<T>() implements Choice<T> {}

  /// Take this value, whatever the input tells.
  record Given<T>(T value) implements Choice<T> {}

  /// The fact to work with.
  ///
  /// @param option how the command line spells the choice, for the origin of the fact
  default Fact<T> over(Fact<T> fromFile, String option) {
    return switch (this) {
      case FromFile<T> _ -> fromFile;
      case LeaveUnknown<T> _ -> Fact.unknown("it was chosen to be unknown");
      case Given<T>(T value) -> Fact.known(value, new GivenByOption(option));
    };
  }
}
