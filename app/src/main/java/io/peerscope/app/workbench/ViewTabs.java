package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.compare.ComparePanel;
import io.peerscope.app.debugger.AddressSpacePanel;
import io.peerscope.app.debugger.EventsPanel;
import io.peerscope.app.debugger.PagesTable;
import io.peerscope.app.debugger.ScenarioPanel;
import io.peerscope.app.debugger.StepPanel;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.ScenarioIdeas;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.matrix.MatrixPanel;
import io.peerscope.app.problems.ProblemsPanel;
import io.peerscope.app.render.PngFile;
import io.peerscope.app.watch.LivePanel;
import io.peerscope.app.watch.WatchPanel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// The views below the picture, each under its tab, and what one can do with them.
final class ViewTabs extends TabPane {

  /// Where the upper part ends while the matrix, which needs more room, is on show.
  private static final double ABOVE_MATRIX = 0.3;

  /// The same for the columns of address spaces.
  private static final double ABOVE_ADDRESSES = 0.42;

  private final WorkbenchDocument document;
  private final Room room;
  private final MatrixPanel matrix;
  private final CompareTab compare;
  private final ScenarioPanel scenarios;
  private final Tab scenarioTab;
  private final Tab live;
  private boolean matrixShown;

  ViewTabs(Workbench.Parts parts, Room room) {
    this.document = parts.document();
    this.room = room;
    matrix =
        new MatrixPanel(
            document,
            parts.jobs(),
            parts.appearance().dark(),
            new DialogSave(() -> getScene().getWindow()),
            PngFile::write);
    compare =
        new CompareTab(
            new ComparePanel(document, parts.jobs(), parts.files()::chooseFiles),
            shown -> room.make(shown, ABOVE_MATRIX));
    scenarios = new ScenarioPanel(document, parts.playback());
    scenarioTab = tab("Scenarios", scenarios);
    live = tab("This machine", new LivePanel(document, parts.keeper().live()));
    setId("tabs");
    setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
    getTabs()
        .setAll(
            tab("Events", new EventsPanel(document, parts.playback())),
            step(),
            addressSpace(parts),
            tab("Page resolution", new PagesTable(document)),
            scenarioTab,
            matrix(),
            compare,
            tab("Watch list", new WatchPanel(document)),
            problems(parts),
            history());
    document.machine().subscribe(this::showLive);
    document.mode().subscribe((_, _) -> wantMatrix());
  }

  /// What is not on show is not in the window: a change of colours need not style it.
  private static Tab tab(String title, Node content) {
    var tab = new Tab(title);
    tab.selectedProperty().subscribe(selected -> tab.setContent(selected ? content : null));
    return tab;
  }

  private Tab step() {
    var panel = new StepPanel(document);
    Tab step = tab("This step", panel);
    step.selectedProperty().subscribe(panel::setShown);
    return step;
  }

  /// The columns need more room than a table, and get it from the canvas.
  private Tab addressSpace(Workbench.Parts parts) {
    var panel = new AddressSpacePanel(document, parts.appearance().dark());
    Tab space = tab("Address space", panel);
    space
        .selectedProperty()
        .subscribe((_, selected) -> {
          panel.setShown(selected);
          room.make(selected, ABOVE_ADDRESSES);
        });
    return space;
  }

  /// Worked out only while somebody looks at it; gets the room of the canvas.
  private Tab matrix() {
    Tab tab = tab("Matrix", matrix);
    tab.selectedProperty()
        .subscribe((_, selected) -> {
          matrixShown = selected;
          wantMatrix();
          room.make(selected, ABOVE_MATRIX);
          matrix.refresh();
        });
    return tab;
  }

  /// While one draws, every edit tells what it did to the pairs.
  private void wantMatrix() {
    document.wantMatrix(matrixShown || document.mode().get() == Mode.DRAW);
  }

  private Tab problems(Workbench.Parts parts) {
    Tab problems = tab("Problems", new ProblemsPanel(document, parts.appearance().dark()));
    problems
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::problemsTitle, document.machine(), document.findings()));
    return problems;
  }

  private String problemsTitle() {
    int count =
        document.findings().get().size()
            + document.machine().get().map(it -> it.reading().diagnostics().size()).orElse(0);
    return count == 0 ? "Problems" : "Problems " + count;
  }

  private Tab history() {
    var panel = new HistoryPanel(document);
    Tab history = tab("History", panel);
    history.selectedProperty().subscribe(panel::setShown);
    return history;
  }

  /// Only a running machine has something to tell there.
  private void showLive(Optional<Machine> machine) {
    boolean wanted = machine.filter(Machine::isLive).isPresent();
    if (wanted && !getTabs().contains(live)) {
      getTabs().add(live);
    } else if (!wanted) {
      getTabs().remove(live);
    }
  }

  // --- commands
  // ------------------------------------------------------------------------------------

  List<Action> actions() {
    List<Action> actions = new ArrayList<>(matrix.actions());
    actions.addAll(compare.actions());
    for (ScenarioIdeas idea : ScenarioIdeas.values()) {
      actions.add(Action.of("Run a scenario: " + idea.label(), () -> run(idea)));
    }
    for (Tab tab : getTabs()) {
      actions.add(Action.of("Show " + tab.getText(), () -> show(tab)));
    }
    actions.add(
        Action.of("Show " + live.getText(), () -> show(live)).when(() -> getTabs().contains(live)));
    return actions;
  }

  private void show(Tab tab) {
    getSelectionModel().select(tab);
    requestFocus();
  }

  private void run(ScenarioIdeas idea) {
    show(scenarioTab);
    scenarios.run(idea);
  }
}
