package io.peerscope.app.workbench;

import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.theme.UiScale;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What one chooses once: colours, size, keys, and which words stand in the picture. Every choice
/// counts at once, in all windows; Esc or a click beside the card closes it.
final class SettingsPage extends StackPane {

  private static final double WIDTH = 640;

  private final Habits habits;
  private final ObjectProperty<Theme> theme;
  private final String path;
  private final GridPane grid = new GridPane();
  private int row;
  private Optional<Node> before = Optional.empty();

  /// @param theme of all windows
  /// @param path where the settings are kept, for people
  SettingsPage(Habits habits, ObjectProperty<Theme> theme, String path) {
    this.habits = habits;
    this.theme = theme;
    this.path = path;
    setId("settings");
    getStyleClass().add("key-help");
    setVisible(false);
    setOnMouseClicked(click -> {
      if (click.getTarget() == this) {
        close();
      }
    });
    grid.getStyleClass().add("settings-grid");
  }

  void open() {
    before = Optional.ofNullable(getScene().getFocusOwner());
    fill();
    getChildren().setAll(card());
    setVisible(true);
    toFront();
    grid.lookupAll(".toggle-button").stream()
        .filter(node -> node instanceof ToggleButton button && button.isSelected())
        .findFirst()
        .ifPresent(Node::requestFocus);
  }

  /// The keyboard goes back to where it was.
  void close() {
    setVisible(false);
    getChildren().clear();
    before.ifPresent(Node::requestFocus);
  }

  private Node card() {
    var close = new Button("Close");
    close.setId("close-settings");
    close.setOnAction(_ -> close());
    HBox foot =
        Nodes.row(
            "settings-foot", Nodes.paragraph("Kept in " + path, "muted"), Nodes.spacer(), close);
    VBox card = Nodes.column("key-card", Nodes.label("Settings", "verdict-title"), grid, foot);
    card.setMaxSize(WIDTH, USE_PREF_SIZE);
    return card;
  }

  private void fill() {
    grid.getChildren().clear();
    row = 0;
    Preferences now = habits.now().chosen();
    add(
        "Colours",
        choices("theme", List.of(Theme.values()), Theme::label, theme.get(), theme::set),
        Optional.empty());
    Label scaleNote = note(scaleNote(now.scale()));
    add(
        "Size",
        choices(
            "scale",
            List.of(UiScale.values()),
            UiScale::label,
            now.scale(),
            chosen -> {
              choose(it -> it.withScale(chosen));
              scaleNote.setText(scaleNote(chosen));
            }),
        Optional.of(scaleNote));
    Label keyNote = note(now.keySet().keys());
    add(
        "Keys that follow a DMA",
        choices(
            "keys",
            List.of(KeySet.values()),
            KeySet::label,
            now.keySet(),
            chosen -> {
              choose(it -> it.withKeySet(chosen));
              keyNote.setText(chosen.keys());
            }),
        Optional.of(keyNote));
    add("In the picture", labels(), Optional.empty());
    add("At the start", hints(), Optional.empty());
  }

  private String scaleNote(UiScale chosen) {
    return chosen == started() ? "Text, controls and picture." : "From the next start on.";
  }

  private UiScale started() {
    return habits.start().chosen().scale();
  }

  private static Label note(String text) {
    return Nodes.paragraph(text, "muted");
  }

  private void add(String name, Node control, Optional<Label> note) {
    VBox cell = Nodes.column("settings-cell", control);
    note.ifPresent(cell.getChildren()::add);
    Label label = Nodes.label(name, "settings-name");
    label.setLabelFor(control);
    GridPane.setValignment(label, VPos.TOP);
    grid.addRow(row, label, cell);
    row++;
  }

  private void choose(UnaryOperator<Preferences> choice) {
    habits.change(it -> it.with(choice));
  }

  private interface Chosen<T> {
    void accept(T value);
  }

  /// Buttons of which exactly one is down.
  private static <T extends Enum<T>> HBox choices(
      String id, List<T> values, Function<T, String> words, T now, Chosen<T> chosen) {
    var all = Nodes.row("modes");
    all.setId("settings-" + id);
    all.setMaxWidth(USE_PREF_SIZE);
    all.setAlignment(Pos.CENTER_LEFT);
    for (T value : values) {
      var button = new ToggleButton(words.apply(value));
      button.setId(id + "-" + value.name().toLowerCase(Locale.ROOT));
      button.setMinWidth(USE_PREF_SIZE);
      button.setSelected(value == now);
      button.setOnAction(_ -> {
        all.getChildren().forEach(other -> ((ToggleButton) other).setSelected(other == button));
        chosen.accept(value);
      });
      all.getChildren().add(button);
    }
    return all;
  }

  private Node labels() {
    Labels now = habits.now().chosen().labels();
    return Nodes.row(
        "settings-checks",
        label("names", "Names", now.names(), Labels::withNames),
        label("links", "Links and buses", now.links(), Labels::withLinks),
        label("badges", "Drivers, groups, ACS", now.badges(), Labels::withBadges),
        check(
            "show-legend",
            "Legend",
            habits.now().chosen().legend(),
            shown -> choose(it -> it.withLegend(shown))));
  }

  private CheckBox label(
      String id, String words, boolean now, BiFunction<Labels, Boolean, Labels> with) {
    return check(
        "labels-" + id,
        words,
        now,
        shown -> choose(it -> it.withLabels(with.apply(it.labels(), shown))));
  }

  private Node hints() {
    return check(
        "show-hints",
        "Show how to begin",
        habits.now().hints(),
        shown -> habits.change(it -> it.withHints(shown)));
  }

  private static CheckBox check(String id, String words, boolean now, Chosen<Boolean> chosen) {
    var check = new CheckBox(words);
    check.setMinWidth(USE_PREF_SIZE);
    check.setId(id);
    check.setSelected(now);
    check.selectedProperty().subscribe((_, shown) -> chosen.accept(shown));
    return check;
  }
}
