package io.peerscope.app.workbench;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.edit.History;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Every state of the machine by the name of what led to it, the newest first; a click goes there.
final class HistoryPanel extends StackPane {

  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass UNDONE = PseudoClass.getPseudoClass("undone");

  private static final double ROW = 26;

  private final WorkbenchDocument document;
  private final ListView<State> list = new ListView<>();
  private boolean shown;

  /// @param position where the state is in the history
  /// @param place before, at or after the current one: below, equal to or above 0
  private record State(int position, String name, int place) {}

  HistoryPanel(WorkbenchDocument document) {
    this.document = document;
    list.setId("history");
    list.setFixedCellSize(ROW);
    list.setCellFactory(_ -> new StateCell());
    list.setPlaceholder(Nodes.label("What is changed in the machine is listed here.", "muted"));
    list.setOnMouseClicked(_ -> goToSelected());
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        goToSelected();
        event.consume();
      }
    });
    getChildren().add(list);
    document.history().subscribe((_, _) -> refresh());
    document.machine().subscribe((_, _) -> refresh());
  }

  /// Lists the states only while somebody looks: there may be a hundred thousand.
  void setShown(boolean isShown) {
    shown = isShown;
    refresh();
  }

  private void refresh() {
    if (shown) {
      show(document.history().get());
    }
  }

  private void show(History history) {
    if (document.machine().get().isEmpty()) {
      list.getItems().clear();
      return;
    }
    List<String> names = history.names();
    var states = new ArrayList<State>(names.size());
    for (int at = names.size() - 1; at >= 0; at--) {
      states.add(new State(at, names.get(at), Integer.compare(at, history.position())));
    }
    list.getItems().setAll(states);
    int row = names.size() - 1 - history.position();
    list.getSelectionModel().select(row);
    list.scrollTo(Math.max(0, row - 2));
  }

  private void goToSelected() {
    State chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      document.goToState(chosen.position());
    }
  }

  private static final class StateCell extends ListCell<State> {

    @Override
    protected void updateItem(@Nullable State state, boolean empty) {
      super.updateItem(state, empty);
      boolean isCurrent = state != null && state.place() == 0;
      setText(state == null ? "" : (isCurrent ? "▸ " : "   ") + state.name());
      pseudoClassStateChanged(CURRENT, isCurrent);
      pseudoClassStateChanged(UNDONE, state != null && state.place() > 0);
    }
  }
}
