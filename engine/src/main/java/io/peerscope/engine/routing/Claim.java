package io.peerscope.engine.routing;

/// That a function takes a TLP which appears on its bus.
///
/// @param words what claims, in words
/// @param rule the window or register
record Claim(String words, String rule) {}
