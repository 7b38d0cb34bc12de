package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.document.Keeper;
import io.peerscope.app.document.Live;
import io.peerscope.app.document.WorkbenchDocument;
import java.util.List;

/// What one does with documents as a whole: begin, save, undo, open another window.
final class DocumentCommands {

  private final WorkbenchDocument document;
  private final Keeper keeper;
  private final Runnable newWindow;

  DocumentCommands(WorkbenchDocument document, Keeper keeper, Runnable newWindow) {
    this.document = document;
    this.keeper = keeper;
    this.newWindow = newWindow;
  }

  List<Action> actions() {
    Live live = keeper.live();
    return List.of(
        Action.of("New machine", this::startBlank, "Ctrl+N"),
        Action.of("This machine", this::openThisMachine),
        Action.of("Read this machine again", live::refresh, "F5").when(live::isOpen),
        Action.of("Watch this machine", this::toggleWatching).when(live::isOpen),
        Action.of("Save", this::save, "Ctrl+S"),
        Action.of("Save as", this::saveAs, "Ctrl+Shift+S"),
        Action.of("Undo", document::undo, "Ctrl+Z"),
        Action.of("Redo", document::redo, "Ctrl+Shift+Z", "Ctrl+Y"),
        Action.of("New window", newWindow, "Ctrl+Shift+N"));
  }

  void startBlank() {
    keeper.saving().leave(document::startBlank);
  }

  /// Reads the machine that the window runs on.
  void openThisMachine() {
    keeper.saving().leave(keeper.live()::open);
  }

  private void toggleWatching() {
    keeper.live().watching().set(!keeper.live().watching().get());
  }

  void save() {
    keeper.saving().save();
  }

  void saveAs() {
    keeper.saving().saveAs();
  }

  void openWindow() {
    newWindow.run();
  }
}
