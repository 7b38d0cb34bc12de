package io.peerscope.app.workbench;

import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.theme.UiScale;

/// What the user chose on the page of settings.
public record Preferences(Theme theme, UiScale scale, KeySet keySet, Labels labels) {

  public static Preferences standard() {
    return new Preferences(Theme.SYSTEM, UiScale.DESKTOP, KeySet.BOTH, Labels.ALL);
  }

  public Preferences withTheme(Theme newTheme) {
    return new Preferences(newTheme, scale, keySet, labels);
  }

  public Preferences withScale(UiScale newScale) {
    return new Preferences(theme, newScale, keySet, labels);
  }

  public Preferences withKeySet(KeySet newSet) {
    return new Preferences(theme, scale, newSet, labels);
  }

  public Preferences withLabels(Labels newLabels) {
    return new Preferences(theme, scale, keySet, newLabels);
  }
}
