package io.peerscope.engine.edit;

import io.peerscope.engine.platform.Platform;

/// A change that a user can make.
///
/// An edit never throws because of the machine it meets: it is applied or rejected with a sentence.
public sealed interface PlatformEdit permits StructureEdit, FunctionEdit, PlatformFactEdit {

  /// The machine after the edit, or why it cannot be made.
  EditResult applyTo(Platform platform);
}
