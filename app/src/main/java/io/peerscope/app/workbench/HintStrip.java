package io.peerscope.app.workbench;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Story;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Below the canvas: the story of a sample, and at the first starts what to do now.
final class HintStrip extends HBox {

  private static final int MOST_RECENT = 4;

  private final WorkbenchDocument document;
  private final VBox lines = Nodes.column("hint-lines");
  private final Runnable open;
  private final Runnable paste;
  private final Runnable thisMachine;
  private final Consumer<Path> reopen;
  private List<Path> recent = List.of();
  private boolean hints;
  private boolean closed;

  HintStrip(
      WorkbenchDocument document,
      Runnable open,
      Runnable paste,
      Runnable thisMachine,
      Consumer<Path> reopen) {
    this.document = document;
    this.open = open;
    this.paste = paste;
    this.thisMachine = thisMachine;
    this.reopen = reopen;
    setId("hints");
    getStyleClass().add("hint-strip");
    HBox.setHgrow(lines, Priority.ALWAYS);
    var close = new Button();
    close.setGraphic(Icons.CLOSE.node());
    close.getStyleClass().add("quiet");
    close.setAccessibleText("Close the hints");
    close.setTooltip(new Tooltip("Close"));
    close.setOnAction(_ -> close());
    getChildren().addAll(lines, close);
    document.machine().map(it -> it.map(Machine::quoted)).subscribe(_ -> reopenStrip());
  }

  /// Shows what to do at the first starts as well.
  void showHints(List<Path> recentFiles) {
    recent = recentFiles;
    hints = true;
    show();
  }

  private void close() {
    closed = true;
    hints = false;
    show();
  }

  private void reopenStrip() {
    closed = false;
    show();
  }

  private void show() {
    lines.getChildren().clear();
    document.machine().get().flatMap(Machine::story).ifPresent(this::tell);
    if (hints) {
      lines.getChildren().addAll(advice(), start());
    }
    Nodes.show(this, !closed && !lines.getChildren().isEmpty());
  }

  /// The whole story, or one line of it where the hints need the room.
  private void tell(Story story) {
    Label title = Nodes.label(story.title(), "hint-title");
    if (!hints) {
      lines.getChildren().addAll(title, Nodes.paragraph(story.text(), "muted"));
      return;
    }
    title.setMinWidth(USE_PREF_SIZE);
    Label text = Nodes.label(story.text(), "muted");
    text.setMinWidth(0);
    lines.getChildren().add(Nodes.row("hint-line", title, text));
  }

  private static Node advice() {
    return Nodes.label(
        "Space plays the DMA, . and , step. Click a device that sends, then one whose memory it aims"
            + " at. F1 shows all keys.");
  }

  private Node start() {
    HBox row =
        Nodes.row(
            "hint-line",
            link("Open…", open),
            link("Paste lspci text", paste),
            link("This machine", thisMachine));
    recent.stream()
        .limit(MOST_RECENT)
        .forEach(file ->
            row.getChildren().add(link(file.getFileName().toString(), () -> reopen.accept(file))));
    row.getChildren().add(Nodes.label("or drop a file anywhere", "muted"));
    return row;
  }

  private static Hyperlink link(String text, Runnable action) {
    var link = new Hyperlink(text);
    link.setOnAction(_ -> action.run());
    return link;
  }
}
