package io.peerscope.app.matrix;

import io.peerscope.app.fx.Nodes;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Above the matrix: which rows and columns, which operations, how large, and where to.
final class MatrixBar extends HBox {

  private final TextField rows = filter("matrix-rows", "Rows (clients), e.g. kind:NIC");
  private final TextField columns = filter("matrix-columns", "Columns (owners), e.g. kind:GPU");
  private final ComboBox<Operations> operations = new ComboBox<>();
  private final Label zoom = Nodes.label("", "muted", "matrix-zoom");

  /// What the bar can make happen.
  record Commands(
      Supplier<List<Endpoint>> endpoints,
      Runnable filter,
      Consumer<Operations> operations,
      Runnable zoomOut,
      Runnable fit,
      Runnable zoomIn,
      Consumer<MatrixExport> export) {}

  MatrixBar(Commands commands) {
    getStyleClass().add("matrix-bar");
    rows.textProperty().subscribe((_, _) -> commands.filter().run());
    columns.textProperty().subscribe((_, _) -> commands.filter().run());
    operations.getItems().setAll(Operations.values());
    operations.setValue(Operations.BOTH);
    operations.setId("matrix-operations");
    operations.setAccessibleText("Of which operations the cells tell");
    operations.setTooltip(new Tooltip("Of which operations the cells tell"));
    operations.setConverter(new OperationsLabel());
    operations.valueProperty().subscribe((_, now) -> commands.operations().accept(now));
    getChildren()
        .addAll(
            new FacetMenu("Rows", rows, commands.endpoints()),
            rows,
            new FacetMenu("Columns", columns, commands.endpoints()),
            columns,
            operations,
            Nodes.spacer(),
            zoom,
            button("−", "Smaller cells (-, or Ctrl and the wheel)", commands.zoomOut()),
            button("Fit", "All of it (F)", commands.fit()),
            button("+", "Larger cells (+, or Ctrl and the wheel)", commands.zoomIn()),
            export(commands));
  }

  private static TextField filter(String id, String prompt) {
    var field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setPrefColumnCount(15);
    field.setMinWidth(60);
    field.setAccessibleText(prompt);
    field.setTooltip(
        new Tooltip(
            "Words that must occur, or kind: vendor: host: switch: driver: group: with a value"));
    return field;
  }

  private static Button button(String text, String tip, Runnable action) {
    var button = new Button(text);
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.setOnAction(_ -> action.run());
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private static MenuButton export(Commands commands) {
    var export = new MenuButton("Export");
    export.setId("matrix-export");
    export.setMinWidth(USE_PREF_SIZE);
    export.setTooltip(new Tooltip("Write the rows and columns that are shown to a file"));
    for (MatrixExport format : MatrixExport.values()) {
      var item = new MenuItem(format.label());
      item.setOnAction(_ -> commands.export().accept(format));
      export.getItems().add(item);
    }
    return export;
  }

  MatrixFilter rowFilter() {
    return MatrixFilter.parse(rows.getText());
  }

  MatrixFilter columnFilter() {
    return MatrixFilter.parse(columns.getText());
  }

  /// Shows the next of the operations.
  void nextOperations() {
    List<Operations> all = Arrays.asList(Operations.values());
    operations.setValue(all.get((all.indexOf(operations.getValue()) + 1) % all.size()));
  }

  void focusFilter() {
    rows.requestFocus();
  }

  void tellSize(String words) {
    zoom.setText(words);
  }

  private static final class OperationsLabel extends StringConverter<Operations> {

    @Override
    public String toString(@Nullable Operations operations) {
      return operations == null ? "" : operations.label();
    }

    @Override
    public Operations fromString(String text) {
      return Arrays.stream(Operations.values())
          .filter(it -> it.label().equals(text))
          .findFirst()
          .orElse(Operations.BOTH);
    }
  }
}
