package io.peerscope.app.debugger;

import io.peerscope.app.fx.Pulse;
import java.time.Duration;
import java.util.function.LongConsumer;

/// A clock that the test turns.
final class HandPulse implements Pulse {

  private static final long FRAME = 10_000_000;

  private LongConsumer onFrame = _ -> {};
  private long now;

  @Override
  public void start(LongConsumer newOnFrame) {
    onFrame = newOnFrame;
    onFrame.accept(now);
  }

  @Override
  public void stop() {
    onFrame = _ -> {};
  }

  void run(Duration time) {
    for (long end = now + time.toNanos(); now < end; ) {
      now += FRAME;
      onFrame.accept(now);
    }
  }
}
