package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The steps of the DMA as rows; choosing a row goes to the step, so that the list is a scrubber
/// too. The dot at the left of a row is a breakpoint at its place.
public final class EventsTable extends TableView<DmaStep> {

  /// Most answers are there sooner.
  private static final Duration MOMENT = Duration.millis(100);

  private final WorkbenchDocument document;
  private final Playback playback;
  private EventFilter filter = EventFilter.all();
  private final PauseTransition emptying = new PauseTransition(MOMENT);
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
    getColumns().add(Columns.cells("", 26, StopCell::new));
    getColumns()
        .add(Columns.text("n", 32, step -> String.valueOf(step.number()), "mono", "number"));
    getColumns().add(Columns.text("at", 152, step -> Places.spell(step.at()), "mono"));
    getColumns().add(Columns.text("event", 80, step -> step.event().spelling()));
    getColumns().add(Columns.text("TLP", 90, DmaStep::tlp, "mono"));
    getColumns().add(Columns.cells("address", 322, AddressCell::new));
    getColumns().add(Columns.text("decision", 380, DmaStep::decision));
    getColumns().add(Columns.text("decided by", 200, DmaStep::rule, "mono", "muted"));
    emptying.setOnFinished(_ -> show(Optional.empty()));
    document.verdict().subscribe(this::take);
    document.question().subscribe((_, asked) -> leave(asked));
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

  /// The rows of the answer before stay for the moment that the next one takes: they are exchanged
  /// once, and nothing flickers.
  private void take(Optional<Verdict> verdict) {
    if (verdict.isEmpty() && document.question().get().isWhole()) {
      emptying.playFromStart();
    } else {
      show(verdict);
    }
  }

  /// Of no question there is no answer to come.
  private void leave(Question asked) {
    if (!asked.isWhole()) {
      show(Optional.empty());
    }
  }

  private void show(Optional<Verdict> verdict) {
    emptying.stop();
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
    int row = step < steps.size() ? rowOf(steps.get(step).number()) : -1;
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

  private int rowOf(int number) {
    for (int row = 0; row < getItems().size(); row++) {
      if (getItems().get(row).number() == number) {
        return row;
      }
    }
    return -1;
  }

  private void lead(@Nullable DmaStep chosen) {
    if (!following && chosen != null) {
      playback.goTo(chosen.number() - 1);
    }
  }

  /// The breakpoint at the place of a step.
  private final class StopCell extends TableCell<DmaStep, DmaStep> {

    private final ToggleButton dot = new ToggleButton();

    StopCell() {
      dot.getStyleClass().add("stop-dot");
      dot.setFocusTraversable(false);
      dot.setVisible(false);
      Nodes.explain(dot, "Stop at this place (B sets it at the selected port)");
      dot.setOnAction(_ -> playback.breakpoints().toggle(new Breakpoint.AtPlace(getItem().at())));
      setGraphic(dot);
    }

    @Override
    protected void updateItem(@Nullable DmaStep step, boolean empty) {
      super.updateItem(step, empty);
      dot.setVisible(!empty && step != null);
      if (empty || step == null) {
        return;
      }
      var at = new Breakpoint.AtPlace(step.at());
      dot.setSelected(playback.breakpoints().isSet(at));
      dot.setAccessibleText("Breakpoint at " + at.words());
    }
  }

  /// The address that a step carries, and the one whose place it takes.
  private static final class AddressCell extends TableCell<DmaStep, DmaStep> {

    private @Nullable AddressLabel label;

    @Override
    protected void updateItem(@Nullable DmaStep step, boolean empty) {
      super.updateItem(step, empty);
      Optional<DmaStep> row =
          Optional.ofNullable(empty ? null : step).filter(it -> shown(it).isPresent());
      row.ifPresent(it -> setGraphic(filled(it)));
      if (label != null) {
        label.setVisible(row.isPresent());
      }
    }

    private static Optional<Address> shown(DmaStep step) {
      return step.translatedTo().or(step::address);
    }

    private AddressLabel filled(DmaStep step) {
      AddressLabel filled = label;
      if (filled == null) {
        filled = new AddressLabel(shown(step).orElseThrow());
        label = filled;
      }
      if (step.translatedTo().isPresent() && step.address().isPresent()) {
        filled.show(step.address().get(), step.translatedTo().get());
      } else {
        filled.show(shown(step).orElseThrow());
      }
      return filled;
    }
  }
}
