package io.peerscope.app.workbench;

import java.util.List;
import javafx.scene.Node;

/// Goes from part to part of the window with one key each, where Tab would stop at every control and
/// at every device of the picture.
final class PartWalk {

  /// The parts in reading order.
  private static final List<Part> PARTS =
      List.of(
          new Part(".toolbar", "#kernel"),
          new Part(".outline", "#outline-filter"),
          new Part("#canvas", "#canvas"),
          new Part(".dma", "#dma"),
          new Part("#verdict", "#copy-sentence"),
          new Part("#inspector", "#inspector-title"),
          new Part(".timeline", "#play"),
          new Part("#tabs", "#tabs"));

  private final Node window;

  /// A part of the window and where it takes the focus, as selectors.
  private record Part(String whole, String entry) {}

  /// @param window holds all parts
  PartWalk(Node window) {
    this.window = window;
  }

  void next() {
    go(1);
  }

  void previous() {
    go(-1);
  }

  /// Parts that have nothing to focus now are passed over.
  private void go(int direction) {
    int at = current();
    for (int step = 1; step <= PARTS.size(); step++) {
      Part part = PARTS.get(Math.floorMod(at + direction * step, PARTS.size()));
      Node entry = window.lookup(part.entry);
      if (entry != null && entry.isVisible() && !entry.isDisabled()) {
        entry.requestFocus();
        return;
      }
    }
  }

  /// The part with the focus; outside of all parts it counts as before the first.
  private int current() {
    for (int part = 0; part < PARTS.size(); part++) {
      Node whole = window.lookup(PARTS.get(part).whole);
      if (whole != null && holdsFocus(whole)) {
        return part;
      }
    }
    return -1;
  }

  private static boolean holdsFocus(Node whole) {
    Node at = whole.getScene().getFocusOwner();
    while (at != null && at != whole) {
      at = at.getParent();
    }
    return at != null;
  }
}
