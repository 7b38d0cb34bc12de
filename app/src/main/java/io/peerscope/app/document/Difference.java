package io.peerscope.app.document;

import java.util.OptionalInt;

/// Where the DMA that is asked about goes another way than under what it is compared with.
///
/// @param other what it is compared with
/// @param step index of the first step that differs, from 0; empty where both go the same way
public record Difference(String other, OptionalInt step) {}
