package io.peerscope.app.theme;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// How large the window's text, controls and picture are.
///
/// JavaFX asks for it once, when it starts: everything is then drawn crisp at that scale.
public enum UiScale {
  /// As the desktop says.
  DESKTOP("desktop", "as the desktop", OptionalDouble.empty()),
  NATURAL("100%", "100 %", OptionalDouble.of(1)),
  LARGE("125%", "125 %", OptionalDouble.of(1.25)),
  LARGER("150%", "150 %", OptionalDouble.of(1.5)),
  LARGEST("200%", "200 %", OptionalDouble.of(2));

  /// What JavaFX on Linux reads (openjfx, GtkApplication).
  private static final String PROPERTY = "glass.gtk.uiScale";

  private final String spelling;
  private final String label;
  private final OptionalDouble factor;

  UiScale(String spelling, String label, OptionalDouble factor) {
    this.spelling = spelling;
    this.label = label;
    this.factor = factor;
  }

  /// The word in the settings file.
  public String spelling() {
    return spelling;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  public static Optional<UiScale> ofSpelling(String text) {
    return Arrays.stream(values()).filter(scale -> scale.spelling.equals(text)).findFirst();
  }

  /// To be called before JavaFX starts; what was given on the command line of Java goes first.
  public void applyToThisStart() {
    if (System.getProperty(PROPERTY) == null) {
      factor.ifPresent(times -> System.setProperty(PROPERTY, String.valueOf(times)));
    }
  }
}
