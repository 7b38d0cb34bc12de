package io.peerscope.app.canvas.layout;

/// Names a group of like siblings, so that a choice to unfold it survives the next layout.
///
/// @param under what they hang below: a bridge, a root bus or a physical function
/// @param alike what they have in common
public record FoldKey(String under, String alike) {}
