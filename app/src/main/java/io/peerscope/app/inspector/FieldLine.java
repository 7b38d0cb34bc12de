package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.Field.ByteRange;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A line of the inspector; it stays when another function is shown, and takes that one's field.
final class FieldLine extends HBox {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass CHOOSABLE = PseudoClass.getPseudoClass("choosable");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");

  private final Label name = Nodes.label("", "field-name");
  private final Label value = Nodes.paragraph("", "field-value", "mono");
  private final Tooltip origin = new Tooltip();
  private Optional<ByteRange> bytes = Optional.empty();
  private boolean hasOrigin;

  /// @param choose what happens when somebody points at a line that has bytes
  FieldLine(Consumer<FieldLine> choose) {
    getStyleClass().add("field");
    HBox.setHgrow(value, Priority.ALWAYS);
    getChildren().addAll(name, value);
    setOnMouseClicked(_ -> chooseIfPossible(choose));
    setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        chooseIfPossible(choose);
      }
    });
  }

  private void chooseIfPossible(Consumer<FieldLine> choose) {
    if (bytes.isPresent()) {
      choose.accept(this);
    }
  }

  void show(Field field) {
    bytes = field.bytes();
    name.setText(field.name());
    value.setText(field.value());
    value.pseudoClassStateChanged(UNKNOWN, !field.known());
    pseudoClassStateChanged(CHOOSABLE, bytes.isPresent());
    setFocusTraversable(bytes.isPresent());
    setChosen(false);
    setAccessibleText(field.name() + ": " + field.value());
    showOrigin(field.origin());
  }

  private void showOrigin(String text) {
    origin.setText("from " + text);
    if (hasOrigin == text.isEmpty()) {
      hasOrigin = !text.isEmpty();
      if (hasOrigin) {
        Tooltip.install(this, origin);
      } else {
        Tooltip.uninstall(this, origin);
      }
    }
  }

  /// Where in configuration space the field sits.
  Optional<ByteRange> bytes() {
    return bytes;
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
  }
}
