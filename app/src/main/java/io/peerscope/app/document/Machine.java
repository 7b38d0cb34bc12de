package io.peerscope.app.document;

import io.peerscope.engine.format.Reading;
import java.nio.file.Path;
import java.util.Optional;

/// What is open: a reading, and what it was read from.
///
/// @param name what to call it, for people
/// @param file where it lives; empty for pasted text
/// @param reading the machine as read, before any choice of the user
/// @param story what a sample says of itself
/// @param quoted the lines that its diagnostics are about
public record Machine(
    String name, Optional<Path> file, Reading reading, Optional<Story> story, QuotedLines quoted) {}
