package io.peerscope.app.workbench;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Unknowns;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import java.util.ArrayList;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// What is open, what its input does not tell and why, and what was done last.
final class StatusBar extends HBox {

  StatusBar(WorkbenchDocument document) {
    getStyleClass().add("status");
    Label state = Nodes.label("");
    state.setId("status");
    state.setMinWidth(0);
    state
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> document.machine().get().map(it -> describe(document, it)).orElse("nothing open"),
                document.machine(),
                document.platform()));
    var whole = new Tooltip();
    whole.setWrapText(true);
    whole.setMaxWidth(640);
    whole.textProperty().bind(state.textProperty());
    state.setTooltip(whole);
    Label action = Nodes.label("", "last-action");
    action.setMinWidth(USE_PREF_SIZE);
    action.textProperty().bind(document.lastAction());
    getChildren().addAll(state, Nodes.spacer(), action);
  }

  private static String describe(WorkbenchDocument document, Machine machine) {
    var parts = new ArrayList<String>();
    parts.add(machine.name());
    parts.add("%,d functions".formatted(document.platform().get().topology().size()));
    parts.addAll(Unknowns.of(document.platform().get()));
    return String.join(" · ", parts);
  }
}
