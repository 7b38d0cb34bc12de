package io.peerscope.engine.edit;

import io.peerscope.engine.platform.Platform;

/// A change of what there is and who is below whom.
public sealed interface StructureEdit extends PlatformEdit
    permits AddHostBridge,
        AddPart,
        AddRootPort,
        AddSwitch,
        AddDownstreamPorts,
        AddVmd,
        RemoveSubtree,
        RemoveHostBridge,
        MoveSubtree,
        Connect,
        DuplicateSubtree,
        PasteSubtree,
        SetVirtualFunctions,
        SetBuses,
        Renumber {

  /// Does the work in a draft.
  ///
  /// @return the edit in words
  /// @throws Refusal when it cannot be done
  String changeIn(Draft draft);

  @Override
  default EditResult applyTo(Platform platform) {
    try {
      var draft = new Draft(platform);
      String name = changeIn(draft);
      return draft.applied(name);
    } catch (Refusal refusal) {
      return refusal.asResult();
    }
  }
}
