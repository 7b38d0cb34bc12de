package io.peerscope.engine.format;

/// A file to read: the name to show in diagnostics, and its bytes (not copied; not changed).
public record Input(String name, byte[] content) {}
