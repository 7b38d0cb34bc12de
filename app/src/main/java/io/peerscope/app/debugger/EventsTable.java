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
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// The steps of the DMA as rows; choosing a row goes to the step, so that the list is a scrubber
/// too. The dot at the left of a row is a breakpoint at its place.
public final class EventsTable extends TableView<DmaStep> {

  private final WorkbenchDocument document;
  private final Playback playback;
  private EventFilter filter = EventFilter.all();
  private List<DmaStep> steps = List.of();
  private boolean following;

  public EventsTable(WorkbenchDocument document, Playback playback) {
    this.document = document;
    this.playback = playback;
    setId("events");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setAccessibleText("Steps of the DMA");
    setPlaceholder(
        Nodes.label("Choose two devices: every step of the DMA is listed here.", "muted"));
    getColumns().add(Columns.node("", 26, this::stop));
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
    playback.breakpoints().all().subscribe((_, _) -> refresh());
    getSelectionModel().selectedItemProperty().subscribe((_, row) -> lead(row));
  }

  /// Shows only some of the steps.
  void filter(EventFilter newFilter) {
    filter = newFilter;
    fill();
  }

  /// How many steps there are, shown or not.
  int all() {
    return steps.size();
  }

  private void show(Optional<Verdict> verdict) {
    steps = verdict.map(Verdict::steps).orElse(List.of());
    fill();
  }

  private void fill() {
    following = true;
    getItems().setAll(steps.stream().filter(filter::shows).toList());
    following = false;
    follow();
  }

  /// The row of the step; where it is filtered away, none is chosen.
  private void follow() {
    int step = document.step().get();
    int row = step < steps.size() ? getItems().indexOf(steps.get(step)) : -1;
    if (row == getSelectionModel().getSelectedIndex()) {
      return;
    }
    following = true;
    if (row < 0) {
      getSelectionModel().clearSelection();
    } else {
      getSelectionModel().clearAndSelect(row);
      scrollTo(Math.max(0, row - 1));
    }
    following = false;
  }

  private void lead(@Nullable DmaStep chosen) {
    if (!following && chosen != null) {
      playback.goTo(chosen.number() - 1);
    }
  }

  private Node stop(DmaStep step) {
    var at = new Breakpoint.AtPlace(step.at());
    var dot = new ToggleButton();
    dot.getStyleClass().add("stop-dot");
    dot.setSelected(playback.breakpoints().isSet(at));
    dot.setFocusTraversable(false);
    dot.setAccessibleText("Breakpoint at " + at.words());
    dot.setTooltip(new Tooltip("Stop at " + at.words() + " (B sets it at the selected port)"));
    dot.setOnAction(_ -> playback.breakpoints().toggle(at));
    return dot;
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
