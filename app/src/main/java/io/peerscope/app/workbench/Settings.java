package io.peerscope.app.workbench;

import io.peerscope.app.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the window remembers from one start to the next.
///
/// @param recent files opened, the last one first
/// @param width width of the window in pixels
/// @param hints whether the strip with the first hints is shown
/// @param verdictShare which part of the right column the verdict has, from 0 to 1
public record Settings(
    Theme theme,
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
    return new Settings(Theme.SYSTEM, List.of(), 1440, 900, true, MOST_FOR_THE_VERDICT);
  }

  public Settings withTheme(Theme newTheme) {
    return new Settings(newTheme, recent, width, height, hints, verdictShare);
  }

  /// The file moves to the front.
  public Settings withRecent(Path file) {
    var files = new ArrayList<Path>();
    Path whole = file.toAbsolutePath().normalize();
    files.add(whole);
    recent.stream().filter(it -> !it.equals(whole)).limit(MOST_RECENT - 1).forEach(files::add);
    return new Settings(theme, files, width, height, hints, verdictShare);
  }

  public Settings withSize(double newWidth, double newHeight) {
    return new Settings(theme, recent, newWidth, newHeight, hints, verdictShare);
  }

  public Settings withHints(boolean shown) {
    return new Settings(theme, recent, width, height, shown, verdictShare);
  }

  public Settings withVerdictShare(double share) {
    return new Settings(theme, recent, width, height, hints, share);
  }
}
