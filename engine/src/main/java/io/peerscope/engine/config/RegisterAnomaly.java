package io.peerscope.engine.config;

/// Something in configuration space that no sound device would show.
///
/// @param code short stable name in lower-case words joined by `-`
/// @param message one sentence with the offending value
/// @param offset the register it is about
public record RegisterAnomaly(String code, String message, int offset) {}
