package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.compare.ComparePanel;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Tab;

/// The comparison among the tabs.
final class CompareTab extends Tab {

  private final ComparePanel panel;

  /// @param room is told whether the tab is on show and needs room
  CompareTab(ComparePanel panel, Consumer<Boolean> room) {
    super("Compare");
    this.panel = panel;
    selectedProperty()
        .subscribe((_, selected) -> {
          setContent(selected ? panel : null);
          room.accept(selected);
          panel.setShown(selected);
        });
  }

  List<Action> actions() {
    return panel.actions(() -> getTabPane().getSelectionModel().select(this));
  }
}
