package io.peerscope.engine.format.document;

import java.util.Optional;

/// Something that a probe of a running machine learnt, kept beside the machine with where it is
/// from: no fact of the model, but what people want to see again elsewhere.
///
/// @param level how far the probe went for it, `A` to `H`; empty for what was compared
/// @param about a function's address, `group 7`, or `container`
/// @param what the question, such as `IOVA ranges`
/// @param seen the answer in words
/// @param source the request that told it, and on what; or what the comparison leaves open
/// @param prediction what was predicted of it; empty where nothing was
public record Observation(
    String level,
    String about,
    String what,
    String seen,
    String source,
    Optional<Prediction> prediction) {

  /// What the engine said before.
  ///
  /// @param predicted its answer in words
  /// @param agreement `agree`, `disagree`, or `not comparable`
  public record Prediction(String predicted, String agreement) {}
}
