package io.peerscope.app.fx;

import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Columns of tables whose rows are values.
public final class Columns {

  private Columns() {}

  /// A column of text; what does not fit is in the tooltip.
  public static <R> TableColumn<R, R> text(
      String title, double width, Function<R, String> text, String... styleClasses) {
    TableColumn<R, R> column = column(title, width);
    column.setCellFactory(_ -> new TextCell<>(text, styleClasses));
    return column;
  }

  /// A column of nodes, built when a row comes into sight.
  public static <R> TableColumn<R, R> node(
      String title, double width, Function<R, ? extends Node> node) {
    TableColumn<R, R> column = column(title, width);
    column.setCellFactory(_ -> new NodeCell<>(node));
    return column;
  }

  /// A column whose cells keep their nodes and fill them anew, as costs least where rows change
  /// often.
  public static <R> TableColumn<R, R> cells(
      String title, double width, Supplier<TableCell<R, R>> cell) {
    TableColumn<R, R> column = column(title, width);
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  private static <R> TableColumn<R, R> column(String title, double width) {
    var column = new TableColumn<R, R>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    return column;
  }

  private static final class TextCell<R> extends TableCell<R, R> {

    private final Function<R, String> text;
    private @Nullable Tooltip whole;

    TextCell(Function<R, String> text, String... styleClasses) {
      this.text = text;
      getStyleClass().addAll(styleClasses);
      setOnMouseEntered(_ -> explain(getText()));
    }

    @Override
    protected void updateItem(R item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? "" : text.apply(item));
      setTooltip(null);
    }

    private void explain(String shown) {
      setTooltip(shown.length() > LONG ? whole(shown) : null);
    }

    /// Made when the pointer comes to the first text that is long: a tooltip is a window of its
    /// own.
    private Tooltip whole(String text) {
      Tooltip tooltip = whole;
      if (tooltip == null) {
        tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(560);
        whole = tooltip;
      }
      tooltip.setText(text);
      return tooltip;
    }

    private static final int LONG = 24;
  }

  private static final class NodeCell<R> extends TableCell<R, R> {

    private final Function<R, ? extends Node> node;

    NodeCell(Function<R, ? extends Node> node) {
      this.node = node;
    }

    @Override
    protected void updateItem(R item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : node.apply(item));
    }
  }
}
