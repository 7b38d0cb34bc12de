package io.peerscope.app.watch;

import io.peerscope.app.document.Live;
import io.peerscope.app.document.LiveEvent;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.PciAddress;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What changed on the running machine, with the time; choosing a line selects the device.
public final class LivePanel extends VBox {

  private final Live live;
  private final TableView<LiveEvent> table = new TableView<>();

  public LivePanel(WorkbenchDocument document, Live live) {
    this.live = live;
    getStyleClass().add("watch");
    table.setId("live-events");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("What changed on this machine");
    table.setPlaceholder(
        Nodes.label(
            "F5 reads this machine again and lists here what has changed since; your edits stay.",
            "muted"));
    table.getColumns().add(Columns.text("time", 90, LiveEvent::time, "mono", "muted"));
    table.getColumns().add(Columns.text("device", 160, LivePanel::device, "mono"));
    table.getColumns().add(Columns.text("what changed", 720, event -> event.change().what()));
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(head(), table);
    live.events().subscribe(events -> table.getItems().setAll(events));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((_, chosen) -> {
          if (chosen != null) {
            chosen.change().function().ifPresent(document::select);
          }
        });
  }

  private static String device(LiveEvent event) {
    return event.change().function().map(PciAddress::toString).orElse("the machine");
  }

  private Node head() {
    Label state = Nodes.label("", "watch-change");
    state.setMinWidth(0);
    state
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    live.watching().get()
                        ? "Power, links and hot-plug are looked at every three seconds."
                        : "Shown as it was read.",
                live.watching()));
    var watch = new CheckBox("Watch");
    watch.setId("live-watch");
    watch.setMinWidth(USE_PREF_SIZE);
    watch.setTooltip(
        new Tooltip("Look every three seconds; no register of a sleeping device is read"));
    watch.selectedProperty().bindBidirectional(live.watching());
    var again = new Button("Read again");
    again.setId("live-refresh");
    again.setMinWidth(USE_PREF_SIZE);
    again.setTooltip(new Tooltip("Read this machine again (F5)"));
    again.setOnAction(_ -> live.refresh());
    return Nodes.row("watch-head", state, Nodes.spacer(), watch, again);
  }
}
