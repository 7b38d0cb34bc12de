package io.peerscope.app.workbench;

import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.theme.UiScale;

/// What the user chose on the page of settings.
///
/// @param legend whether the meaning of lines and signs stands in the picture
public record Preferences(
    Theme theme, UiScale scale, KeySet keySet, Labels labels, boolean legend) {

  public static Preferences standard() {
    return new Preferences(Theme.SYSTEM, UiScale.DESKTOP, KeySet.BOTH, Labels.ALL, false);
  }

  public Preferences withTheme(Theme newTheme) {
    return new Preferences(newTheme, scale, keySet, labels, legend);
  }

  public Preferences withScale(UiScale newScale) {
    return new Preferences(theme, newScale, keySet, labels, legend);
  }

  public Preferences withKeySet(KeySet newSet) {
    return new Preferences(theme, scale, newSet, labels, legend);
  }

  public Preferences withLabels(Labels newLabels) {
    return new Preferences(theme, scale, keySet, newLabels, legend);
  }

  public Preferences withLegend(boolean shown) {
    return new Preferences(theme, scale, keySet, labels, shown);
  }
}
