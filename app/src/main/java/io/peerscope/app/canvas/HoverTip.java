package io.peerscope.app.canvas;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/// The words beside the pointer.
final class HoverTip {

  private static final Duration DELAY = Duration.millis(350);
  private static final double WIDEST = 480;

  private final Node owner;
  private final Tooltip tooltip = new Tooltip();

  HoverTip(Node owner) {
    this.owner = owner;
    tooltip.setShowDelay(DELAY);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(WIDEST);
  }

  void show(Optional<String> text) {
    if (text.isPresent()) {
      tooltip.setText(text.get());
      Tooltip.install(owner, tooltip);
    } else {
      tooltip.hide();
      Tooltip.uninstall(owner, tooltip);
    }
  }
}
