package io.peerscope.app.scale;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;

/// Where the parts of a window's picture go: a bar from the lowest address at the top to the
/// highest at the bottom.
///
/// @param height of the whole, with the margins
/// @param blocks what is used
/// @param overlaps where two answer to one address
/// @param free what nobody uses
/// @param edges where ranges of the window begin and end
/// @param missing what does not fit, behind the end
/// @param untold how many smaller spans are left out
public record WindowPicture(
    double height,
    List<Block> blocks,
    List<Part> overlaps,
    List<Part> free,
    List<Edge> edges,
    Optional<Part> missing,
    int untold) {

  /// A span in use.
  ///
  /// @param lane place beside others that answer to the same addresses, from 0
  /// @param lanes how many there are side by side
  /// @param label function and BAR
  /// @param detail size, and whether it is drawn larger than it is
  /// @param labelTop where its label begins, clear of other labels
  /// @param inside whether the window holds all of it
  public record Block(
      PciAddress owner,
      double top,
      double bottom,
      int lane,
      int lanes,
      String label,
      String detail,
      double labelTop,
      boolean inside) {}

  /// A stretch with a label.
  public record Part(double top, double bottom, String label) {}

  /// An address beside the bar.
  public record Edge(double y, String label, boolean begins) {}

  public WindowPicture {
    blocks = List.copyOf(blocks);
    overlaps = List.copyOf(overlaps);
    free = List.copyOf(free);
    edges = List.copyOf(edges);
  }

  /// The block at a height; of several side by side the first.
  public Optional<Block> blockAt(double y) {
    return blocks.stream().filter(block -> y >= block.top() && y < block.bottom()).findFirst();
  }
}
