package io.peerscope.app.fx;

import java.util.function.Supplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Short words for the nodes that every view builds.
public final class Nodes {

  private static final double TOOLTIP_WIDTH = 560;

  private Nodes() {}

  public static Label label(String text, String... styleClasses) {
    var label = new Label(text);
    label.getStyleClass().addAll(styleClasses);
    return label;
  }

  /// A label that breaks its lines instead of hiding their ends.
  public static Label paragraph(String text, String... styleClasses) {
    Label label = label(text, styleClasses);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  public static HBox row(String styleClass, Node... children) {
    var row = new HBox(children);
    row.getStyleClass().add(styleClass);
    return row;
  }

  public static VBox column(String styleClass, Node... children) {
    var column = new VBox(children);
    column.getStyleClass().add(styleClass);
    return column;
  }

  /// Takes the room that is left in a row.
  public static Region spacer() {
    var spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    return spacer;
  }

  /// Lets the content be higher than the room, never wider.
  public static ScrollPane scroll(Node content) {
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    return scroll;
  }

  /// A tooltip that is made when the pointer comes for the first time: each is a window of its own,
  /// and most are never read.
  public static void explain(Node node, String text) {
    explain(node, () -> text);
  }

  /// The same, with words that change: those of the moment the pointer comes.
  public static void explain(Node node, Supplier<String> text) {
    var tooltip = new SimpleObjectProperty<@Nullable Tooltip>();
    node.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        _ -> {
          Tooltip shown = tooltip.get();
          if (shown == null) {
            shown = new Tooltip();
            shown.setWrapText(true);
            shown.setMaxWidth(TOOLTIP_WIDTH);
            Tooltip.install(node, shown);
            tooltip.set(shown);
          }
          shown.setText(text.get());
        });
  }

  /// Whether the node and everything around it is visible, unlike in a tab that is not selected.
  public static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /// Shows the node, or takes its room away as well.
  public static void show(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
