package io.peerscope.app.workbench;

import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The settings as they are now, shared by all windows.
public final class Habits {

  private final Settings start;
  private final ReadOnlyObjectWrapper<Settings> settings;

  public Habits(Settings start) {
    this.start = start;
    settings = new ReadOnlyObjectWrapper<>(start);
  }

  public Settings now() {
    return settings.get();
  }

  /// The settings as they were when the program started.
  public Settings start() {
    return start;
  }

  public ReadOnlyObjectProperty<Settings> settings() {
    return settings.getReadOnlyProperty();
  }

  public void change(UnaryOperator<Settings> edit) {
    settings.set(edit.apply(settings.get()));
  }
}
