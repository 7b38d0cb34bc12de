package io.peerscope.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/// Dresses the window: the chosen theme, what it means on this desktop now, and the style sheets.
public final class Appearance {

  private static final String STRUCTURE = sheet("peerscope.css");
  private static final String LIGHT = sheet("light.css");
  private static final String DARK = sheet("dark.css");

  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.SYSTEM);
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
  private final List<String> sheets = List.of(STRUCTURE, fontSheet(Fonts.prose(), Fonts.mono()));

  public Appearance(Theme start) {
    theme.set(start);
    theme.subscribe(_ -> update());
    Platform.getPreferences().colorSchemeProperty().subscribe(_ -> update());
  }

  private Appearance(Appearance ofAll) {
    theme.bindBidirectional(ofAll.theme);
    dark.bind(ofAll.dark);
  }

  /// The same for one window, which can be forgotten when it is closed: what listens to it is not
  /// kept by the others' appearance.
  public Appearance ofOneWindow() {
    return new Appearance(this);
  }

  public ObjectProperty<Theme> theme() {
    return theme;
  }

  public ReadOnlyBooleanProperty dark() {
    return dark.getReadOnlyProperty();
  }

  /// Keeps a scene dressed from now on.
  public void dress(Scene scene) {
    scene.getStylesheets().setAll(sheets);
  }

  private void update() {
    boolean isDark =
        switch (theme.get()) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    Application.setUserAgentStylesheet(
        isDark ? sheetOf(new PrimerDark(), DARK) : sheetOf(new PrimerLight(), LIGHT));
    dark.set(isDark);
  }

  /// The controls' theme and our colours as one sheet, so that a change of theme styles the window
  /// once and not twice.
  private static String sheetOf(atlantafx.base.theme.Theme controls, String colours) {
    return asAddress(
        "@import url(\"%s\"); @import url(\"%s\");"
            .formatted(addressOf(controls.getUserAgentStylesheet(), controls), colours));
  }

  private static String addressOf(String resource, Object beside) {
    return Objects.requireNonNull(beside.getClass().getResource(resource)).toExternalForm();
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Appearance.class.getResource(name)).toExternalForm();
  }

  /// A style sheet cannot name a family conditionally, so this one is written when we know them.
  private static String fontSheet(String prose, String mono) {
    String css =
        ".root { -fx-font-family: \"%s\"; } .mono, .mono .text { -fx-font-family: \"%s\"; }"
            .formatted(prose, mono);
    return asAddress(css);
  }

  private static String asAddress(String css) {
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
  }
}
