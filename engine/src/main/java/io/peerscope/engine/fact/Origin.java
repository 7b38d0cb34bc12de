package io.peerscope.engine.fact;

/// Where a fact comes from.
public sealed interface Origin
    permits SourcePosition, GivenByOption, Inferred, EditedByHand, Allocated {}
