package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.document.EarlierVersions;
import io.peerscope.app.document.Keeper;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;

/// Files: new, open, save, what was open before, and what a document held before.
final class FileMenu extends MenuButton {

  private final DocumentCommands commands;
  private final Runnable open;
  private final Consumer<Path> openFile;
  private final Habits habits;
  private final EarlierVersions versions;
  private final ExportCommands exports;
  private final Runnable settings;

  /// @param open asks for files
  /// @param openFile opens a file that is known
  /// @param settings shows the page of settings
  FileMenu(
      DocumentCommands commands,
      Runnable open,
      Consumer<Path> openFile,
      Habits habits,
      Keeper keeper,
      ExportCommands exports,
      Runnable settings) {
    super("Open");
    this.commands = commands;
    this.open = open;
    this.openFile = openFile;
    this.habits = habits;
    versions = keeper.versions();
    this.exports = exports;
    this.settings = settings;
    setId("open");
    setMinWidth(USE_PREF_SIZE);
    setTooltip(new Tooltip("Open a document, or what lspci printed  (Ctrl+O)"));
    getItems().setAll(new MenuItem("Open file…"));
    setOnShowing(_ -> fill());
  }

  private void fill() {
    getItems()
        .setAll(
            item("new", "New", "Ctrl+N", commands::startBlank),
            item("new-window", "New window", "Ctrl+Shift+N", commands::openWindow),
            item("open-file", "Open file…", "Ctrl+O", open),
            item("this-machine", "This machine", commands::openThisMachine),
            new SeparatorMenuItem(),
            item("save", "Save", "Ctrl+S", commands::save),
            item("save-as", "Save as…", "Ctrl+Shift+S", commands::saveAs),
            earlier(),
            exportMenu(),
            item("open-settings", "Settings…", "Ctrl+Comma", settings));
    List<Path> recent = habits.now().recent();
    if (!recent.isEmpty()) {
      getItems().add(new SeparatorMenuItem());
      recent.forEach(
          file -> getItems().add(item(file.getFileName() + "", () -> openFile.accept(file))));
    }
  }

  private Menu earlier() {
    var menu = new Menu("Earlier versions");
    menu.setId("earlier-versions");
    versions
        .all()
        .get()
        .forEach(
            version -> menu.getItems().add(item(version.label(), () -> versions.open(version))));
    menu.setDisable(menu.getItems().isEmpty());
    return menu;
  }

  private Menu exportMenu() {
    var menu = new Menu("Export  (Ctrl+Shift+E)");
    menu.setId("export");
    for (Action action : exports.actions()) {
      MenuItem item = item(action.name(), action.run());
      item.setDisable(!action.enabled().getAsBoolean());
      menu.getItems().add(item);
    }
    var redact = new CheckMenuItem("Leave out serial numbers, names and paths");
    redact.selectedProperty().bindBidirectional(exports.redacts());
    menu.getItems().set(menu.getItems().size() - 1, redact);
    return menu;
  }

  private static MenuItem item(String id, String text, String keys, Runnable action) {
    MenuItem item = item(text, action);
    item.setId(id);
    item.setAccelerator(KeyCombination.valueOf(keys));
    return item;
  }

  private static MenuItem item(String id, String text, Runnable action) {
    MenuItem item = item(text, action);
    item.setId(id);
    return item;
  }

  private static MenuItem item(String text, Runnable action) {
    var item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> action.run());
    return item;
  }
}
