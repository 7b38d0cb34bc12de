package io.peerscope.app.workbench;

import io.peerscope.app.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What the window remembers from one start to the next.
///
/// @param chosen what the user chose on the page of settings
/// @param recent files opened, the last one first
/// @param width width of the window in pixels
/// @param hints whether the strip with the first hints is shown
/// @param verdictShare which part of the right column the verdict has, from 0 to 1
public record Settings(
    Preferences chosen,
    List<Path> recent,
    double width,
    double height,
    boolean hints,
    double verdictShare) {

  private static final int MOST_RECENT = 10;
  private static final double MOST_FOR_THE_VERDICT = 0.66;

  public Settings {
    recent = List.copyOf(recent);
  }

  public static Settings standard() {
    return new Settings(Preferences.standard(), List.of(), 1440, 900, true, MOST_FOR_THE_VERDICT);
  }

  public Theme theme() {
    return chosen.theme();
  }

  public Settings with(UnaryOperator<Preferences> choice) {
    return new Settings(choice.apply(chosen), recent, width, height, hints, verdictShare);
  }

  public Settings withTheme(Theme newTheme) {
    return with(it -> it.withTheme(newTheme));
  }

  /// The file moves to the front.
  public Settings withRecent(Path file) {
    var files = new ArrayList<Path>();
    Path whole = file.toAbsolutePath().normalize();
    files.add(whole);
    recent.stream().filter(it -> !it.equals(whole)).limit(MOST_RECENT - 1).forEach(files::add);
    return new Settings(chosen, files, width, height, hints, verdictShare);
  }

  public Settings withSize(double newWidth, double newHeight) {
    return new Settings(chosen, recent, newWidth, newHeight, hints, verdictShare);
  }

  public Settings withHints(boolean shown) {
    return new Settings(chosen, recent, width, height, shown, verdictShare);
  }

  public Settings withVerdictShare(double share) {
    return new Settings(chosen, recent, width, height, hints, share);
  }
}
