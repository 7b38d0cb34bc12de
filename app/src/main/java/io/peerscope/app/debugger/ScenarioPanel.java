package io.peerscope.app.debugger;

import io.peerscope.app.document.ScenarioIdeas;
import io.peerscope.app.document.ScenarioRun;
import io.peerscope.app.document.ScenarioText;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.PlatformFactEdit.RemoveScenario;
import io.peerscope.engine.edit.PlatformFactEdit.RenameScenario;
import io.peerscope.engine.edit.PlatformFactEdit.SaveScenario;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.verdict.Flight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The scenarios of the machine at the left, the DMAs of the chosen one as lines in the middle,
/// their answers at the right. What runs is followed on the canvas, all packets at once.
public final class ScenarioPanel extends HBox {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

  private final WorkbenchDocument document;
  private final Playback playback;
  private final TableView<Scenario> list = new TableView<>();
  private final TextField name = new TextField();
  private final TextArea lines = new TextArea();
  private final Label complaint = Nodes.paragraph("", "complaint");
  private final TableView<Flight> flights = new TableView<>();
  private boolean filling;

  public ScenarioPanel(WorkbenchDocument document, Playback playback) {
    this.document = document;
    this.playback = playback;
    setId("scenarios");
    getStyleClass().add("scenarios");
    prepareList();
    prepareFlights();
    VBox editor = editor();
    HBox.setHgrow(flights, Priority.ALWAYS);
    getChildren().addAll(list, editor, flights);
    document.history().subscribe(_ -> fillList());
    document.runs().current().subscribe(this::showRun);
  }

  private void prepareList() {
    list.setId("scenario-list");
    list.setPrefWidth(250);
    list.setMinWidth(150);
    list.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    list.setAccessibleText("Scenarios of this machine");
    list.setPlaceholder(Nodes.label("No scenario is kept yet.", "muted"));
    list.getColumns().add(Columns.text("scenario", 130, Scenario::name));
    list.getColumns().add(Columns.text("under", 120, WorkbenchDocument::wordsOf, "muted"));
    list.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> show(chosen));
    list.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        run();
        key.consume();
      } else if (key.getCode() == KeyCode.DELETE) {
        forget();
        key.consume();
      }
    });
  }

  private VBox editor() {
    name.setId("scenario-name");
    name.setPromptText("Name of the scenario");
    name.setAccessibleText("Name of the scenario");
    name.textProperty().subscribe((_, _) -> forgive());
    HBox.setHgrow(name, Priority.ALWAYS);
    lines.setId("scenario-lines");
    lines.getStyleClass().add("mono");
    lines.setPromptText(
        "04:00.0 write 03:00.0:BAR2+0x1000 64K\n04:00.0 read host:0x100000 4K; 03:00.0 4K");
    lines.setAccessibleText("DMAs of the scenario, one a line");
    lines.setPrefRowCount(4);
    lines.textProperty().subscribe((_, _) -> forgive());
    VBox.setVgrow(lines, Priority.ALWAYS);
    Nodes.show(complaint, false);
    VBox editor =
        Nodes.column(
            "scenario-editor",
            Nodes.row("scenario-row", name, ideas()),
            lines,
            complaint,
            Nodes.row(
                "scenario-row",
                button("scenario-run", "Run", "Follow all of these DMAs at once", this::run),
                button(
                    "scenario-save",
                    "Save",
                    "Keep them with the machine (undo takes it back)",
                    this::save),
                button("scenario-rename", "Rename", "Give the chosen one this name", this::rename),
                button("scenario-forget", "Forget", "Take the chosen one out", this::forget)));
    editor.setPrefWidth(360);
    editor.setMinWidth(260);
    return editor;
  }

  private static Button button(String id, String text, String tooltip, Runnable action) {
    var button = new Button(text);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(new Tooltip(tooltip));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private MenuButton ideas() {
    var menu = new MenuButton("New");
    menu.setId("scenario-new");
    menu.getStyleClass().add("scenario-new");
    menu.setMinWidth(USE_PREF_SIZE);
    menu.setTooltip(new Tooltip("Begin with the DMA that is asked about, or with several at once"));
    var present = new MenuItem("This DMA");
    present.setOnAction(_ ->
        document
            .asScenario(document.question().get().toString())
            .ifPresentOrElse(this::propose, () -> complain("choose a client and a target first")));
    menu.getItems().add(present);
    for (ScenarioIdeas idea : ScenarioIdeas.values()) {
      var item = new MenuItem(idea.label());
      item.setId("idea-" + idea.name().toLowerCase(Locale.ROOT));
      item.setOnAction(_ -> propose(idea));
      menu.getItems().add(item);
    }
    return menu;
  }

  /// Fills the editor with DMAs of the machine's own devices, and follows them all at once.
  public void run(ScenarioIdeas idea) {
    if (propose(idea)) {
      run();
    }
  }

  /// Whether the machine has the devices.
  private boolean propose(ScenarioIdeas idea) {
    List<Scenario.Transfer> transfers = idea.in(document.platform().get());
    if (transfers.isEmpty()) {
      complain("this machine lacks the devices for it");
      document.note("this machine lacks the devices for: " + idea.label());
      return false;
    }
    propose(document.asScenario(idea.label(), transfers));
    return true;
  }

  private void propose(Scenario scenario) {
    list.getSelectionModel().clearSelection();
    edit(scenario);
  }

  private void edit(Scenario scenario) {
    name.setText(scenario.name());
    lines.setText(ScenarioText.format(scenario.transfers()));
    forgive();
  }

  // --- verbs
  // --------------------------------------------------------------------------------------

  /// What is in the editor; complains where it is none.
  private Optional<Scenario> typed() {
    ScenarioText.Lines read = ScenarioText.parse(lines.getText());
    if (!read.complaint().isEmpty()) {
      complain(read.complaint());
      return Optional.empty();
    }
    if (name.getText().isBlank()) {
      complain("the scenario needs a name");
      name.requestFocus();
      return Optional.empty();
    }
    return Optional.of(document.asScenario(name.getText().strip(), read.transfers()));
  }

  /// What was not changed runs under the circumstances that it was kept with.
  public void run() {
    Scenario chosen = list.getSelectionModel().getSelectedItem();
    boolean unchanged =
        chosen != null
            && chosen.name().equals(name.getText())
            && ScenarioText.format(chosen.transfers()).equals(lines.getText());
    Optional<Scenario> wanted = unchanged ? Optional.of(chosen) : typed();
    wanted.ifPresent(scenario -> {
      document.run(scenario);
      playback.first();
    });
  }

  public void save() {
    typed()
        .ifPresent(scenario -> {
          if (document.edit(new SaveScenario(scenario)) instanceof EditResult.Applied) {
            choose(scenario.name());
          }
        });
  }

  private void rename() {
    Scenario chosen = list.getSelectionModel().getSelectedItem();
    if (chosen == null) {
      complain("choose a scenario of the list to rename it");
      return;
    }
    String newName = name.getText().strip();
    if (document.edit(new RenameScenario(chosen.name(), newName)) instanceof EditResult.Applied) {
      choose(newName);
    }
  }

  private void forget() {
    Scenario chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      document.edit(new RemoveScenario(chosen.name()));
    }
  }

  private void complain(String words) {
    complaint.setText(words);
    Nodes.show(complaint, true);
    lines.pseudoClassStateChanged(ERROR, true);
  }

  private void forgive() {
    Nodes.show(complaint, false);
    lines.pseudoClassStateChanged(ERROR, false);
  }

  // --- showing
  // ------------------------------------------------------------------------------------

  private void fillList() {
    List<Scenario> now = document.drawn().scenarios();
    if (now.equals(list.getItems())) {
      return;
    }
    Scenario chosen = list.getSelectionModel().getSelectedItem();
    filling = true;
    list.getItems().setAll(now);
    filling = false;
    if (chosen != null) {
      choose(chosen.name());
    }
  }

  private void choose(String wanted) {
    list.getItems().stream()
        .filter(it -> it.name().equals(wanted))
        .findFirst()
        .ifPresent(list.getSelectionModel()::select);
  }

  private void show(@Nullable Scenario chosen) {
    if (chosen != null && !filling) {
      edit(chosen);
    }
  }

  private void prepareFlights() {
    flights.setId("flights");
    flights.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    flights.setAccessibleText("DMAs of the scenario with their answers");
    flights.setPlaceholder(
        Nodes.label("Run a scenario: the answer to each of its DMAs is listed here.", "muted"));
    flights.getColumns().add(Columns.node("", 36, ScenarioPanel::mark));
    flights
        .getColumns()
        .add(Columns.text("DMA", 250, it -> ScenarioText.line(it.transfer()), "mono"));
    flights.getColumns().add(Columns.text("kernel's choice", 120, ScenarioPanel::choice, "mono"));
    flights.getColumns().add(Columns.text("why", 520, Flight::summary));
    flights.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> follow(chosen));
  }

  private void showRun(Optional<ScenarioRun> run) {
    filling = true;
    flights.getItems().setAll(run.map(ScenarioRun::flights).orElse(List.of()));
    filling = false;
  }

  private void follow(@Nullable Flight chosen) {
    if (chosen != null && !filling) {
      chosen.followed().ifPresent(document::follow);
    }
  }

  private static Node mark(Flight flight) {
    var mark = new StackPane();
    flight
        .followed()
        .map(VerdictKind::of)
        .ifPresentOrElse(
            kind -> {
              mark.getChildren().add(kind.icon().node());
              mark.getStyleClass().addAll("swatch", "verdict-" + kind.styleClass());
            },
            () -> {
              mark.getChildren().add(Icons.QUESTION.node());
              mark.getStyleClass().addAll("swatch", "verdict-undetermined");
            });
    return mark;
  }

  /// The closest providers; of several the kernel draws one at random.
  private static String choice(Flight flight) {
    return flight
        .choice()
        .map(found ->
            found.closest().isEmpty()
                ? "none found"
                : found.closest().stream()
                        .map(Targets::shortest)
                        .collect(Collectors.joining(" or "))
                    + (found.distance().isPresent()
                        ? ", distance " + found.distance().getAsInt()
                        : ""))
        .orElse("");
  }
}
