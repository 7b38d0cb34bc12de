package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TableView;

/// The steps of the DMA as rows; choosing a row goes to the step, so that the list is a scrubber
/// too.
public final class EventsTable extends TableView<DmaStep> {

  private final WorkbenchDocument document;
  private final Playback playback;
  private boolean following;

  public EventsTable(WorkbenchDocument document, Playback playback) {
    this.document = document;
    this.playback = playback;
    setId("events");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setAccessibleText("Steps of the DMA");
    setPlaceholder(
        Nodes.label("Choose two devices: every step of the DMA is listed here.", "muted"));
    getColumns()
        .add(Columns.text("n", 32, step -> String.valueOf(step.number()), "mono", "number"));
    getColumns().add(Columns.text("at", 152, step -> Places.spell(step.at()), "mono"));
    getColumns().add(Columns.text("event", 80, step -> step.event().spelling()));
    getColumns().add(Columns.text("TLP", 90, DmaStep::tlp, "mono"));
    getColumns().add(Columns.node("address", 322, EventsTable::address));
    getColumns().add(Columns.text("decision", 380, DmaStep::decision));
    getColumns().add(Columns.text("decided by", 200, DmaStep::rule, "mono", "muted"));
    document.verdict().subscribe(this::show);
    document.step().subscribe(_ -> follow());
    getSelectionModel().selectedIndexProperty().subscribe((_, row) -> lead(row.intValue()));
  }

  private void show(Optional<Verdict> verdict) {
    following = true;
    getItems().setAll(verdict.map(Verdict::steps).orElse(List.of()));
    following = false;
    follow();
  }

  private void follow() {
    int step = document.step().get();
    if (step >= getItems().size() || getSelectionModel().getSelectedIndex() == step) {
      return;
    }
    following = true;
    getSelectionModel().clearAndSelect(step);
    scrollTo(Math.max(0, step - 1));
    following = false;
  }

  private void lead(int row) {
    if (!following && row >= 0) {
      playback.goTo(row);
    }
  }

  private static Node address(DmaStep step) {
    Optional<Address> after = step.translatedTo();
    if (step.address().isEmpty()) {
      return after.<Node>map(AddressLabel::new).orElseGet(() -> Nodes.label(""));
    }
    Address before = step.address().get();
    return after.map(it -> new AddressLabel(before, it)).orElseGet(() -> new AddressLabel(before));
  }
}
