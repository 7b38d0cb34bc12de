package io.peerscope.app.theme;

import javafx.scene.paint.Color;

/// The roles of the style sheets as colours, for what is drawn by hand.
///
/// @param background behind everything
/// @param panel a shade off the background
/// @param line thin lines
/// @param text prose
/// @param muted less important prose
/// @param accent selection and focus
/// @param direct verdict: by bus address
/// @param directSoft behind a mark of that colour; likewise below
public record Palette(
    Color background,
    Color panel,
    Color line,
    Color text,
    Color muted,
    Color accent,
    Color direct,
    Color directSoft,
    Color through,
    Color throughSoft,
    Color refused,
    Color refusedSoft,
    Color undetermined,
    Color undeterminedSoft) {

  private static final Palette LIGHT =
      new Palette(
          Color.web("#ffffff"),
          Color.web("#f6f8fa"),
          Color.web("#d0d7de"),
          Color.web("#1f2328"),
          Color.web("#656d76"),
          Color.web("#0969da"),
          Color.web("#1a7f37"),
          Color.web("#dafbe1"),
          Color.web("#9a6700"),
          Color.web("#fff8c5"),
          Color.web("#cf222e"),
          Color.web("#ffebe9"),
          Color.web("#6e5494"),
          Color.web("#f3eefa"));
  private static final Palette DARK =
      new Palette(
          Color.web("#0d1117"),
          Color.web("#161b22"),
          Color.web("#30363d"),
          Color.web("#e6edf3"),
          Color.web("#8d96a0"),
          Color.web("#4493f8"),
          Color.web("#3fb950"),
          Color.web("#12261e"),
          Color.web("#d29922"),
          Color.web("#2e2a1f"),
          Color.web("#f85149"),
          Color.web("#301618"),
          Color.web("#ab9ddf"),
          Color.web("#211d2f"));

  public static Palette of(boolean dark) {
    return dark ? DARK : LIGHT;
  }
}
