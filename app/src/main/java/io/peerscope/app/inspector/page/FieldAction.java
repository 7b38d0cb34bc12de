package io.peerscope.app.inspector.page;

import io.peerscope.engine.edit.PlatformEdit;

/// A change of one click beside a field.
///
/// @param label one or two words
/// @param sentence what it does
public record FieldAction(String label, String sentence, PlatformEdit edit) {}
