package io.peerscope.app.workbench;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.theme.Icons;
import io.peerscope.engine.edit.History;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/// Undo and redo, each with the name of the edit that it is about.
final class UndoButtons extends HBox {

  private final Button undo;
  private final Button redo;

  UndoButtons(WorkbenchDocument document) {
    undo = Toolbar.icon("undo", Icons.UNDO, "Undo", "Ctrl+Z", document::undo);
    redo = Toolbar.icon("redo", Icons.REDO, "Redo", "Ctrl+Shift+Z", document::redo);
    getStyleClass().add("undo-buttons");
    getChildren().addAll(undo, redo);
    document.history().subscribe(this::show);
  }

  private void show(History history) {
    name(undo, "Undo", history.undoName(), "Ctrl+Z");
    name(redo, "Redo", history.redoName(), "Ctrl+Shift+Z or Ctrl+Y");
  }

  private static void name(Button button, String verb, Optional<String> edit, String key) {
    String text =
        edit.map(it -> verb + ": " + it).orElse("Nothing to " + verb.toLowerCase(Locale.ROOT));
    button.setDisable(edit.isEmpty());
    button.setAccessibleText(text);
    // A tooltip is a window with a scene of its own, too much to make for each edit.
    button.getTooltip().setText(text + "  (" + key + ")");
  }
}
