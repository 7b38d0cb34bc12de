package io.peerscope.app.workbench;

import io.peerscope.app.document.Mode;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What stands on the canvas of a machine without any function: how to begin.
final class BlankPage extends StackPane {

  BlankPage(WorkbenchDocument document) {
    setId("blank-page");
    setMouseTransparent(true);
    VBox words =
        Nodes.column(
            "blank-words",
            Nodes.label("A blank page", "verdict-title"),
            Nodes.paragraph(
                "Drag a root complex here, or press R. Then root ports (P), switches (S) and devices:"
                    + " what is selected is where the next one goes.",
                "muted"));
    words.setMaxSize(360, USE_PREF_SIZE);
    getChildren().add(words);
    document.platform().subscribe(_ -> show(document));
    document.machine().subscribe(_ -> show(document));
    document.mode().subscribe(_ -> show(document));
  }

  private void show(WorkbenchDocument document) {
    boolean begun = document.machine().get().isPresent();
    boolean empty = document.platform().get().topology().size() == 0;
    Nodes.show(this, begun && empty && document.mode().get() == Mode.DRAW);
  }
}
