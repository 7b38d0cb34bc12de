package io.peerscope.app.canvas.layout;

import io.peerscope.engine.address.PciAddress;
import java.util.List;

/// A subtree on its way to a place: measured, not yet placed.
sealed interface Branch {

  /// The height of the band that it alone uses.
  double height();

  /// Whether cards right below a root port should line up with it.
  default boolean isLeaf() {
    return false;
  }

  /// The functions of one device, with their virtual functions.
  record Stack(List<Cell> rows, double height) implements Branch {
    @Override
    public boolean isLeaf() {
      return true;
    }
  }

  /// Many small functions in columns.
  ///
  /// @param title what is written above; empty for no frame
  record Grid(FrameKind kind, String title, List<Cell> cells, int columns, double height)
      implements Branch {

    boolean isFramed() {
      return kind == FrameKind.ROOT_BUS && !title.isEmpty();
    }

    @Override
    public boolean isLeaf() {
      return true;
    }
  }

  /// Like subtrees as one, or the handle above them when open.
  record Folded(FoldKind kind, FoldKey key, List<PciAddress> members, boolean open, double height)
      implements Branch {
    @Override
    public boolean isLeaf() {
      return kind != FoldKind.EMPTY_PORTS;
    }
  }

  /// A port or bridge with what is below.
  record Port(PciAddress address, List<Branch> below, double height) implements Branch {}

  /// A switch with what is on its internal bus.
  record Switch(PciAddress upstream, List<Branch> inside, double height) implements Branch {}

  /// One place in a stack or grid.
  sealed interface Cell {

    /// A function.
    ///
    /// @param indent how far it stands in: virtual functions below their physical one
    record One(PciAddress address, double height, double indent) implements Cell {}

    /// Several functions as one.
    record Many(FoldKind kind, FoldKey key, List<PciAddress> members, boolean open, double indent)
        implements Cell {
      @Override
      public double height() {
        return Metrics.ROW_HEIGHT;
      }
    }

    double height();

    double indent();
  }
}
