package io.peerscope.engine.fact;

/// The user said so, with an option or a choice in the window.
///
/// @param option the option as spelled, for instance `--cpu`
public record GivenByOption(String option) implements Origin {

  @Override
  public String toString() {
    return option;
  }
}
