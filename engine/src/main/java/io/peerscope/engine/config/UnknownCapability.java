package io.peerscope.engine.config;

import java.util.OptionalInt;

/// A capability that we do not look into; kept with its bytes, or with its name from a text.
///
/// @param id capability id, where the input tells it
/// @param title the name a text gives it, or empty
/// @param bytes from its header to the next capability, as far as dumped
public record UnknownCapability(int offset, OptionalInt id, String title, Bytes bytes)
    implements Capability {}
