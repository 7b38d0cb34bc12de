package io.peerscope.app.workbench;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What stands in the canvas's place while no machine is open: what the program wants, and how to
/// give it.
final class StartPage extends StackPane {

  private static final int MOST_RECENT = 6;
  private static final double RECENT_WIDTH = 190;

  private final Commands commands;
  private final Habits habits;
  private final Samples samples;
  private final HBox files = Nodes.row("start-files");

  /// What the page offers.
  ///
  /// @param openFile opens a file that is known
  record Commands(
      Runnable open,
      Runnable paste,
      Runnable thisMachine,
      Runnable blank,
      Consumer<Path> openFile) {}

  StartPage(WorkbenchDocument document, Commands commands, Habits habits, Samples samples) {
    this.commands = commands;
    this.habits = habits;
    this.samples = samples;
    setId("start-page");
    getStyleClass().add("start-page");
    HBox buttons =
        Nodes.row(
            "start-buttons",
            button("Open…", commands.open()),
            button("Paste lspci", commands.paste()),
            button("This machine", commands.thisMachine()),
            button("Draw a new one", commands.blank()));
    VBox card =
        Nodes.column(
            "start-card",
            Nodes.label("No machine is open", "verdict-title"),
            Nodes.paragraph(
                "Drop a file anywhere, paste text with Ctrl+V, or open what this prints:"),
            Nodes.label("sudo lspci -Dnnvvvxxxx", "mono", "start-command"),
            Nodes.paragraph(
                "Text without root works too; what it does not tell stays unknown.", "muted"),
            buttons,
            files);
    card.setMaxSize(640, USE_PREF_SIZE);
    getChildren().add(card);
    document
        .machine()
        .subscribe(machine -> {
          Nodes.show(this, machine.isEmpty());
          if (machine.isEmpty()) {
            fill();
          }
        });
  }

  private void fill() {
    VBox recent = Nodes.column("start-list", Nodes.label("Recent", "hint-title"));
    recent.setMinWidth(RECENT_WIDTH);
    habits.now().recent().stream()
        .limit(MOST_RECENT)
        .forEach(file -> recent.getChildren().add(link(file.getFileName() + "", file)));
    VBox shipped = Nodes.column("start-list", Nodes.label("Samples", "hint-title"));
    samples.all().forEach(sample -> shipped.getChildren().add(link(sample.title(), sample.file())));
    files
        .getChildren()
        .setAll(
            List.of(recent, shipped).stream().filter(it -> it.getChildren().size() > 1).toList());
  }

  private Hyperlink link(String text, Path file) {
    var link = new Hyperlink(text);
    link.setTooltip(new Tooltip(file.toString()));
    link.setOnAction(_ -> commands.openFile().accept(file));
    return link;
  }

  private static Button button(String text, Runnable action) {
    var button = new Button(text);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
