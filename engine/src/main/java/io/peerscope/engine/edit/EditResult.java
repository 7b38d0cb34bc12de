package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Map;

/// What became of an edit.
public sealed interface EditResult {

  /// The edit was made.
  ///
  /// @param platform the machine after it
  /// @param findings what the edit could not do, such as a BAR without room
  /// @param name the edit in words, for the history: `add NVIDIA H100`
  /// @param moved for each function whose address changed the address before and now, so that a
  ///   selection or a watched pair can follow
  /// @param added the functions that are new, the topmost first
  record Applied(
      Platform platform,
      List<Finding> findings,
      String name,
      Map<PciAddress, PciAddress> moved,
      List<PciAddress> added)
      implements EditResult {

    public Applied {
      findings = List.copyOf(findings);
      moved = Map.copyOf(moved);
      added = List.copyOf(added);
    }

    /// An edit that moves and adds nothing.
    static Applied of(Platform platform, String name) {
      return new Applied(platform, List.of(), name, Map.of(), List.of());
    }
  }

  /// The edit cannot be made; the machine stays as it was.
  ///
  /// @param reason the sentence for the user
  /// @param fixes edits that would make room, best first
  record Rejected(String reason, List<PlatformEdit> fixes) implements EditResult {

    public Rejected {
      fixes = List.copyOf(fixes);
    }
  }
}
