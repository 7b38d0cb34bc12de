package io.peerscope.app.workbench;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What stands in the canvas's place while no machine is open: what the program wants, and how to
/// give it.
final class StartPage extends StackPane {

  StartPage(WorkbenchDocument document, Runnable open, Runnable paste) {
    setId("start-page");
    getStyleClass().add("start-page");
    HBox buttons = Nodes.row("start-buttons", button("Open…", open), button("Paste lspci", paste));
    VBox card =
        Nodes.column(
            "start-card",
            Nodes.label("No machine is open", "verdict-title"),
            Nodes.paragraph(
                "Drop a file anywhere, paste text with Ctrl+V, or open what this prints:"),
            Nodes.label("sudo lspci -Dnnvvvxxxx", "mono", "start-command"),
            Nodes.paragraph(
                "Text without root works too; what it does not tell stays unknown. Under Samples are"
                    + " ten small machines with a story each.",
                "muted"),
            buttons);
    card.setMaxSize(460, USE_PREF_SIZE);
    getChildren().add(card);
    document.machine().subscribe(machine -> Nodes.show(this, machine.isEmpty()));
  }

  private static Button button(String text, Runnable action) {
    var button = new Button(text);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
