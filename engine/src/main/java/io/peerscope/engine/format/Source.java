package io.peerscope.engine.format;

/// An input and the format it was recognised as, in the words of the command line, e.g.
/// `lspci-hex`.
public record Source(String file, String format) {}
