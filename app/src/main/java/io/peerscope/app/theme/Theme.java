package io.peerscope.app.theme;

import java.util.Arrays;
import java.util.Optional;

/// Which of the two colour schemes to use.
public enum Theme {
  /// As the desktop does.
  SYSTEM("system", "follow the system"),
  LIGHT("light", "light"),
  DARK("dark", "dark");

  private final String spelling;
  private final String label;

  Theme(String spelling, String label) {
    this.spelling = spelling;
    this.label = label;
  }

  /// The word in the settings file.
  public String spelling() {
    return spelling;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  /// The one after this, in a round.
  public Theme next() {
    return values()[(ordinal() + 1) % values().length];
  }

  public static Optional<Theme> ofSpelling(String text) {
    return Arrays.stream(values()).filter(theme -> theme.spelling.equals(text)).findFirst();
  }
}
