package io.peerscope.app.workbench;

import javafx.application.Platform;
import javafx.scene.control.SplitPane;

/// Gives the bottom of the window the room that a large view needs, while it is looked at.
final class Room {

  private final SplitPane whole;
  private final SplitPane halves;
  private double before;
  private int largeViews;

  /// @param whole the picture above the views
  /// @param halves the verdict above the inspector, whose shares stay as they are
  Room(SplitPane whole, SplitPane halves) {
    this.whole = whole;
    this.halves = halves;
  }

  /// @param above share of the height that the picture keeps
  void make(boolean shown, double above) {
    double share = halves.getDividerPositions()[0];
    // When the height changes, the pane would take it from the verdict alone.
    Platform.runLater(() -> halves.setDividerPositions(share));
    if (shown) {
      largeViews++;
      if (largeViews == 1) {
        before = whole.getDividerPositions()[0];
      }
      whole.setDividerPositions(Math.min(before, above));
    } else {
      largeViews--;
      if (largeViews == 0) {
        whole.setDividerPositions(before);
      }
    }
  }
}
