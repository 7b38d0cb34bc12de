package io.peerscope.engine.format;

import io.peerscope.engine.fact.SourcePosition;
import java.util.List;

/// What was read of a machine, what was not used, and what is missing to say more.
///
/// @param read by input and format
/// @param ignored what was understood, but has no place
/// @param missing what no input tells, most useful first
public record InputAccount(List<Source> read, List<Ignored> ignored, List<Missing> missing) {

  /// Things of one kind in one input that were not used.
  ///
  /// @param what in a few words
  /// @param why the reason
  /// @param first where the first of them stands
  /// @param count how many there were
  public record Ignored(String what, String why, SourcePosition first, int count) {

    Ignored oneMore() {
      return new Ignored(what, why, first, count + 1);
    }
  }

  /// Something that no input tells.
  ///
  /// @param what in a few words
  /// @param consequence what cannot be said without it, or which input lacks it
  /// @param command what to run and give besides
  public record Missing(String what, String consequence, String command) {}

  public InputAccount {
    read = List.copyOf(read);
    ignored = List.copyOf(ignored);
    missing = List.copyOf(missing);
  }
}
