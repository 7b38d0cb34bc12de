package io.peerscope.app.workbench;

import io.peerscope.app.document.Mode;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Appearance;
import io.peerscope.app.theme.Icons;
import io.peerscope.app.theme.Theme;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// The row of commands on top of the window.
final class Toolbar extends HBox {

  /// What the commands do.
  ///
  /// @param openFile opens a file that is known
  record Commands(
      Consumer<Path> openFile, Runnable paste, Runnable fit, Runnable help, Consumer<Mode> mode) {}

  private final Commands commands;

  Toolbar(
      Commands commands,
      FileMenu files,
      UndoButtons undo,
      Samples samples,
      ObservableValue<Mode> mode,
      SearchField search,
      ContextBar context,
      Appearance appearance) {
    this.commands = commands;
    getStyleClass().add("toolbar");
    Button paste = button("paste", "Paste lspci", "Ctrl+V", commands.paste());
    var fit = icon("fit", Icons.FIT, "Fit the picture into the window", "F", commands.fit());
    var help = icon("help", Icons.HELP, "All keys", "F1", commands.help());
    getChildren()
        .addAll(
            modes(mode),
            files,
            paste,
            samples(samples),
            undo,
            fit,
            search,
            Nodes.spacer(),
            context,
            theme(appearance),
            help);
  }

  /// Two buttons of which one is down.
  private HBox modes(ObservableValue<Mode> mode) {
    var row = Nodes.row("modes");
    for (Mode each : Mode.values()) {
      var button = new ToggleButton(each.label());
      button.setId("mode-" + each.name().toLowerCase(Locale.ROOT));
      button.setMinWidth(USE_PREF_SIZE);
      button.setTooltip(
          new Tooltip(
              each == Mode.DRAW
                  ? "Draw: a drag moves and connects  (Ctrl+E)"
                  : "Trace: click a client, then a target  (Ctrl+T)"));
      mode.subscribe(now -> button.setSelected(now == each));
      button.setOnAction(_ -> {
        commands.mode().accept(each);
        button.setSelected(mode.getValue() == each);
      });
      row.getChildren().add(button);
    }
    return row;
  }

  private MenuButton samples(Samples samples) {
    var menu = new MenuButton("Samples");
    menu.setId("samples");
    menu.setMinWidth(USE_PREF_SIZE);
    menu.setTooltip(new Tooltip("Machines to try, each with its story"));
    boolean any = samples.first().isPresent();
    Nodes.show(menu, any);
    menu.getItems().setAll(new MenuItem(""));
    menu.setOnShowing(_ ->
        menu.getItems()
            .setAll(
                samples.all().stream()
                    .map(sample -> item(sample.title(), sample.file()))
                    .toList()));
    return menu;
  }

  private MenuItem item(String text, Path file) {
    var item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> commands.openFile().accept(file));
    return item;
  }

  private static Button theme(Appearance appearance) {
    Button theme = icon("theme", Icons.AUTO, "", "", () -> {});
    theme.setOnAction(_ -> appearance.theme().set(appearance.theme().get().next()));
    appearance.theme().subscribe(now -> show(theme, now));
    return theme;
  }

  private static void show(Button button, Theme theme) {
    Icons icon =
        switch (theme) {
          case SYSTEM -> Icons.AUTO;
          case LIGHT -> Icons.SUN;
          case DARK -> Icons.MOON;
        };
    button.setGraphic(icon.node());
    String text = "Colours: " + theme.label();
    button.setAccessibleText(text);
    button.setTooltip(new Tooltip(text));
  }

  private static Button button(String id, String text, String key, Runnable action) {
    var button = new Button(text);
    button.setId(id);
    button.getStyleClass().add("quiet");
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(new Tooltip(text + "  (" + key + ")"));
    button.setOnAction(_ -> action.run());
    return button;
  }

  static Button icon(String id, Icons icon, String name, String key, Runnable action) {
    Button button = button(id, "", key, action);
    button.setGraphic(icon.node());
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name + "  (" + key + ")"));
    return button;
  }
}
