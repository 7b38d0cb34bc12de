package io.peerscope.app.workbench;

import java.util.function.UnaryOperator;

/// The settings as they are now, shared by all windows.
public final class Habits {

  private Settings now;

  public Habits(Settings start) {
    now = start;
  }

  public Settings now() {
    return now;
  }

  public void change(UnaryOperator<Settings> edit) {
    now = edit.apply(now);
  }
}
