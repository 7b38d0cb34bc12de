package io.peerscope.app.fx;

import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;

/// Takes a part with many nodes out of the window while its colours change: all nodes are styled in
/// one frame otherwise, and nobody is heard meanwhile.
public final class DressedLater {

  private static final double FRAME_MILLIS = 17;

  private DressedLater() {}

  /// Does so from now on.
  ///
  /// @param dark whether the theme is dark
  /// @param frames how many frames later the part comes back; each part has a number of its own
  public static void of(
      ObservableValue<Boolean> dark, int frames, Runnable takeOut, Runnable putBack) {
    var pause = new PauseTransition(Duration.millis(frames * FRAME_MILLIS));
    pause.setOnFinished(_ -> putBack.run());
    dark.subscribe((_, _) -> {
      takeOut.run();
      pause.playFromStart();
    });
  }
}
