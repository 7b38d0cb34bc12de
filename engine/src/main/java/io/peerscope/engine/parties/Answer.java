package io.peerscope.engine.parties;

import io.peerscope.engine.fact.Reason;

/// What a driver or library says of a DMA.
public sealed interface Answer {

  Reason reason();

  /// It takes part. That is not to say that the hardware works.
  record TakesPart(Reason reason) implements Answer {}

  record Refuses(Reason reason) implements Answer {}

  /// It may do either: a fact is missing, or nothing is documented.
  record Undetermined(Reason reason) implements Answer {}
}
