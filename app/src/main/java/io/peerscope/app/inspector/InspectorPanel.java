package io.peerscope.app.inspector;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.InspectorPage.Section;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Property lines of the selected function above its raw bytes; choosing a line lights up its bytes.
public final class InspectorPanel extends VBox {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final WorkbenchDocument document;
  private final VBox lines = Nodes.column("inspector-lines");
  private final ScrollPane scroll = Nodes.scroll(lines);
  private final HexView hex = new HexView();
  private Optional<Node> chosen = Optional.empty();

  public InspectorPanel(WorkbenchDocument document) {
    this.document = document;
    setId("inspector");
    getStyleClass().addAll("panel", "inspector");
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    document.selection().subscribe(_ -> show());
    document.platform().subscribe((_, _) -> show());
  }

  private void show() {
    Platform platform = document.platform().get();
    document
        .selection()
        .get()
        .flatMap(platform.topology()::find)
        .ifPresentOrElse(function -> show(platform, function), this::showNothing);
  }

  private void showNothing() {
    getChildren()
        .setAll(
            Nodes.label("INSPECTOR", "heading"),
            Nodes.paragraph("Select a device to see its registers and where they were read.", "muted"));
  }

  private void show(Platform platform, PciFunction function) {
    InspectorPage page = InspectorPage.of(platform, function);
    chosen = Optional.empty();
    lines.getChildren().clear();
    if (!page.acs().bits().isEmpty()) {
      lines.getChildren().add(acs(page.acs()));
    }
    page.sections().forEach(this::add);
    hex.show(page.config());
    Label title = Nodes.label(page.title(), "heading");
    title.setId("inspector-title");
    Label name = Nodes.label(page.name(), "inspector-name");
    name.setTooltip(new Tooltip(page.name()));
    getChildren().setAll(title, name, scroll);
    if (!page.config().isEmpty()) {
      getChildren().add(hex);
    }
    scroll.setVvalue(0);
    if (!page.acs().bits().isEmpty()) {
      hex.highlight(page.acs().bytes());
    }
  }

  private void add(Section section) {
    lines.getChildren().add(Nodes.label(section.heading(), "heading"));
    section.fields().forEach(field -> lines.getChildren().add(line(field)));
  }

  private HBox line(Field field) {
    Label name = Nodes.label(field.name(), "field-name");
    Label value = Nodes.paragraph(field.value(), "field-value", field.known() ? "mono" : "unknown");
    HBox.setHgrow(value, Priority.ALWAYS);
    HBox line = Nodes.row("field", name, value);
    if (!field.origin().isEmpty()) {
      Tooltip.install(line, new Tooltip("from " + field.origin()));
    }
    line.setAccessibleText(field.name() + ": " + field.value());
    makeChoosable(line, field.bytes());
    return line;
  }

  private HBox acs(AcsBits acs) {
    HBox row = Nodes.row("acs", Nodes.label("ACSCtl", "mono", "acs-name"));
    for (AcsBits.Bit bit : acs.bits()) {
      Label chip = Nodes.label(bit.control().shortName(), "acs-bit", styleOf(bit.state()));
      chip.setTooltip(new Tooltip(bit.sentence()));
      chip.setAccessibleText(bit.sentence());
      row.getChildren().add(chip);
    }
    Tooltip.install(row, new Tooltip(acs.remark()));
    makeChoosable(row, acs.bytes());
    return row;
  }

  private static String styleOf(AcsBits.State state) {
    return switch (state) {
      case SET -> "bit-set";
      case CLEAR -> "bit-clear";
      case UNKNOWN -> "bit-unknown";
    };
  }

  private void makeChoosable(Node line, Optional<Field.ByteRange> bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    line.setFocusTraversable(true);
    line.getStyleClass().add("choosable");
    line.setOnMouseClicked(_ -> choose(line, bytes));
    line.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ENTER) {
            choose(line, bytes);
          }
        });
  }

  private void choose(Node line, Optional<Field.ByteRange> bytes) {
    chosen.ifPresent(before -> before.pseudoClassStateChanged(CHOSEN, false));
    chosen = Optional.of(line);
    line.pseudoClassStateChanged(CHOSEN, true);
    line.requestFocus();
    hex.highlight(bytes);
  }
}
