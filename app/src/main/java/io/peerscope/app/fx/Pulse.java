package io.peerscope.app.fx;

import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;

/// Where animation gets its time from: a beat per frame, so that tests can make time themselves.
public interface Pulse {

  /// Calls back with the time in nanoseconds, once per frame, until stopped.
  void start(LongConsumer onFrame);

  void stop();

  /// The frames of the screen.
  static Pulse ofScreen() {
    return new ScreenPulse();
  }

  /// The frames of the screen; must be used on the FX thread.
  final class ScreenPulse extends AnimationTimer implements Pulse {

    private LongConsumer onFrame = _ -> {};

    private ScreenPulse() {}

    @Override
    public void start(LongConsumer newOnFrame) {
      onFrame = newOnFrame;
      start();
    }

    @Override
    public void handle(long now) {
      onFrame.accept(now);
    }
  }
}
