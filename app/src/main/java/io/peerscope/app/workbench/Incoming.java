package io.peerscope.app.workbench;

import io.peerscope.app.document.Keeper;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Every way in which a machine comes into the window: by the dialog, by drop, by paste.
final class Incoming {

  private final WorkbenchDocument document;
  private final Keeper keeper;
  private final FilePort files;

  Incoming(WorkbenchDocument document, Keeper keeper, FilePort files) {
    this.document = document;
    this.keeper = keeper;
    this.files = files;
  }

  /// Takes what is dropped anywhere on a node.
  void watch(Node node) {
    node.setOnDragOver(Incoming::offer);
    node.setOnDragDropped(this::drop);
  }

  /// Asks for files.
  void open() {
    open(files.chooseFiles());
  }

  void open(Path file) {
    open(List.of(file));
  }

  void open(List<Path> chosen) {
    if (!chosen.isEmpty()) {
      keeper.saving().leave(() -> document.open(chosen));
    }
  }

  private void openText(String name, String text) {
    keeper.saving().leave(() -> document.openText(name, text));
  }

  /// Opens what is on the clipboard, files or text.
  void paste() {
    Clipboard clipboard = Clipboard.getSystemClipboard();
    if (clipboard.hasFiles()) {
      open(clipboard.getFiles().stream().map(File::toPath).toList());
    } else if (clipboard.hasString() && !clipboard.getString().isBlank()) {
      openText("pasted text", clipboard.getString());
    } else {
      document.report(
          new Notice(
              "There is no text to paste", "", "Copy what `lspci -vvv` or `lspci -xxxx` prints."));
    }
  }

  private static void offer(DragEvent drag) {
    if (drag.getDragboard().hasFiles() || drag.getDragboard().hasString()) {
      drag.acceptTransferModes(TransferMode.COPY);
    }
    drag.consume();
  }

  private void drop(DragEvent drag) {
    Dragboard dropped = drag.getDragboard();
    if (dropped.hasFiles()) {
      open(dropped.getFiles().stream().map(File::toPath).toList());
    } else if (dropped.hasString()) {
      openText("dropped text", dropped.getString());
    }
    drag.setDropCompleted(dropped.hasFiles() || dropped.hasString());
    drag.consume();
  }
}
