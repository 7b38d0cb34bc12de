package io.peerscope.app.debugger;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The steps of the DMA, filtered by words and kinds.
public final class EventsPanel extends VBox {

  private final TextField text = new TextField();
  private final Map<EventKind, ToggleButton> kinds = new EnumMap<>(EventKind.class);
  private final Label count = Nodes.label("", "muted");
  private final EventsTable table;

  public EventsPanel(WorkbenchDocument document, Playback playback) {
    table = new EventsTable(document, playback);
    getStyleClass().add("events-panel");
    text.setId("event-filter");
    text.setPromptText("Filter steps: words, addresses");
    text.setAccessibleText("Filter steps by words and addresses");
    text.setPrefColumnCount(24);
    text.textProperty().subscribe((_, _) -> filter());
    HBox head = Nodes.row("event-head", text);
    for (EventKind kind : EventKind.values()) {
      head.getChildren().add(toggle(kind));
    }
    head.getChildren().addAll(Nodes.spacer(), count);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(head, table);
    document.verdict().subscribe(_ -> count());
    filter();
  }

  private ToggleButton toggle(EventKind kind) {
    var toggle = new ToggleButton(kind.label());
    toggle.setId("events-" + kind.name().toLowerCase(Locale.ROOT));
    toggle.getStyleClass().add("pill");
    toggle.setSelected(true);
    toggle.setTooltip(new Tooltip("Show steps of this kind: " + kind.label()));
    toggle.selectedProperty().subscribe((_, _) -> filter());
    kinds.put(kind, toggle);
    return toggle;
  }

  private void filter() {
    Set<EventKind> shown = EnumSet.noneOf(EventKind.class);
    kinds.forEach((kind, toggle) -> {
      if (toggle.isSelected()) {
        shown.add(kind);
      }
    });
    table.filter(new EventFilter(text.getText(), shown));
    count();
  }

  private void count() {
    int shown = table.getItems().size();
    int all = table.all();
    count.setText(
        shown == all ? "%d steps".formatted(all) : "%d of %d steps".formatted(shown, all));
  }
}
