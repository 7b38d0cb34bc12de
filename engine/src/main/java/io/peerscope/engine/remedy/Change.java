package io.peerscope.engine.remedy;

import io.peerscope.engine.edit.PlatformEdit;
import java.util.List;

/// Something that would have to be different for a refused DMA to be allowed; it was judged again
/// with it, and was allowed then.
///
/// @param title what to change, as an order
/// @param cost what else changes with it
/// @param command how to do it, where there is one line for it; empty otherwise
/// @param edits the same as edits of the machine; empty where it is no matter of the machine
public record Change(String title, Cost cost, String command, List<PlatformEdit> edits) {

  /// What a change takes away, the mildest first.
  public enum Cost {
    /// Another kernel; the machine stays as it is.
    SOFTWARE("another kernel, the same machine"),
    /// The data take another way.
    OTHER_OPERATION("the other side has to fetch it"),
    /// Devices are kept apart less well.
    ISOLATION(
        "devices below these ports can reach each other past the IOMMU, and share IOMMU groups"),
    /// A card has to go elsewhere.
    HARDWARE("the card has to be plugged in elsewhere"),
    /// Every byte crosses memory twice.
    MEMORY_TRAFFIC("always works, at twice the memory traffic"),
    /// No device is confined any more.
    NO_CONFINEMENT("no device is confined to its own memory any more");

    private final String words;

    Cost(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public Change {
    edits = List.copyOf(edits);
  }
}
