package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.ByteRange;
import io.peerscope.app.inspector.page.Field;
import io.peerscope.app.inspector.page.FieldAction;
import io.peerscope.app.inspector.page.Inspector.Answer;
import io.peerscope.app.inspector.page.Mark;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A line of the inspector; it stays when another function is shown, and takes that one's field.
final class FieldLine extends VBox {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass CHOOSABLE = PseudoClass.getPseudoClass("choosable");
  private static final PseudoClass EDITABLE = PseudoClass.getPseudoClass("editable");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
  private static final PseudoClass INVITATION = PseudoClass.getPseudoClass("invitation");

  /// What a line asks its panel for.
  interface Listener {
    void chosen(FieldLine line);

    void edit(FieldLine line);

    void act(FieldLine line, FieldAction action);

    void forgetOrRecall(FieldLine line);
  }

  private final Listener listener;
  private final Label name = Nodes.paragraph("", "field-name");
  private final Label value = Nodes.paragraph("", "field-value", "mono");
  private final Region mark = new Region();
  private String origin = "";
  private final HBox row = Nodes.row("field-row", name, value, mark);
  private Optional<Field> field = Optional.empty();
  private Optional<ToggleButton> unknown = Optional.empty();
  private String markStyle = "";
  private int actions;

  FieldLine(Listener listener) {
    this.listener = listener;
    getStyleClass().add("field");
    HBox.setHgrow(value, Priority.ALWAYS);
    value.setMaxWidth(Double.MAX_VALUE);
    mark.getStyleClass().add("origin-mark");
    Nodes.explain(this, () -> origin);
    getChildren().add(row);
    setOnMouseClicked(this::click);
    setOnKeyPressed(this::press);
  }

  private void click(MouseEvent click) {
    choose();
    boolean onValue = value.getBoundsInParent().getMinX() <= rowX(click);
    if (isEditable() && onValue && click.isStillSincePress()) {
      listener.edit(this);
    }
  }

  private double rowX(MouseEvent click) {
    return row.sceneToLocal(click.getSceneX(), click.getSceneY()).getX();
  }

  private void press(KeyEvent key) {
    if (key.getTarget() != this) {
      return;
    }
    switch (key.getCode()) {
      case ENTER, F2 -> {
        key.consume();
        choose();
        if (isEditable()) {
          listener.edit(this);
        }
      }
      default -> {}
    }
  }

  private void choose() {
    if (bytes().isPresent() || isEditable()) {
      listener.chosen(this);
    }
  }

  private boolean isEditable() {
    return field.flatMap(Field::input).isPresent();
  }

  // --- showing
  // -------------------------------------------------------------------------------------

  void show(Field newField) {
    field = Optional.of(newField);
    complain(Optional.empty());
    name.setText(newField.name());
    value.setText(newField.value());
    value.pseudoClassStateChanged(UNKNOWN, newField.mark() == Mark.UNKNOWN);
    value.pseudoClassStateChanged(INVITATION, newField.isInvitation());
    pseudoClassStateChanged(CHOOSABLE, bytes().isPresent());
    pseudoClassStateChanged(EDITABLE, isEditable());
    setFocusTraversable(bytes().isPresent() || isEditable());
    setChosen(false);
    setAccessibleText(newField.name() + ": " + newField.value());
    setId("field-" + newField.name().strip().replace(' ', '-'));
    showMark(newField);
    showActions(newField.actions());
    showUnknown(newField);
  }

  private void showMark(Field shown) {
    if (!shown.mark().style().equals(markStyle)) {
      mark.getStyleClass().remove(markStyle);
      markStyle = shown.mark().style();
      mark.getStyleClass().add(markStyle);
    }
    origin = shown.origin().isEmpty() ? shown.name().strip() : shown.origin();
  }

  private void showActions(List<FieldAction> wanted) {
    if (actions == 0 && wanted.isEmpty()) {
      return;
    }
    row.getChildren().removeIf(Hyperlink.class::isInstance);
    actions = wanted.size();
    int at = row.getChildren().indexOf(value) + 1;
    for (FieldAction action : wanted) {
      row.getChildren().add(Math.max(at, 0), link(action));
    }
  }

  private Hyperlink link(FieldAction action) {
    var link = new Hyperlink(action.label().equals("remove") ? "×" : action.label());
    link.getStyleClass().add("field-action");
    link.setTooltip(new Tooltip(action.sentence()));
    link.setAccessibleText(action.sentence());
    link.setMinWidth(USE_PREF_SIZE);
    link.setOnAction(_ -> listener.act(this, action));
    return link;
  }

  /// The toggle comes into being with the first fact that one may forget.
  private void showUnknown(Field shown) {
    boolean wanted = shown.forget().isPresent();
    if (wanted && unknown.isEmpty()) {
      var toggle = new ToggleButton("?");
      toggle.getStyleClass().add("unknown-toggle");
      toggle.setFocusTraversable(false);
      toggle.setOnAction(_ -> listener.forgetOrRecall(this));
      toggle.setTooltip(new Tooltip("Say that this is unknown, or what it was before"));
      row.getChildren().add(toggle);
      unknown = Optional.of(toggle);
    }
    unknown.ifPresent(toggle -> {
      Nodes.show(toggle, wanted);
      toggle.setSelected(!shown.known());
    });
  }

  Optional<Field> field() {
    return field;
  }

  /// Where in configuration space the field sits.
  Optional<ByteRange> bytes() {
    return field.flatMap(Field::bytes);
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
  }

  /// Says under the field why a text was not taken, with what would help.
  void complain(Optional<AnswerView> answer) {
    if (getChildren().size() > 1 || answer.isPresent()) {
      getChildren().setAll(row);
      answer.ifPresent(getChildren()::add);
    }
  }

  /// What an edit said, below the field it was about.
  static boolean belongsBelow(Answer answer) {
    return !answer.done();
  }

  // --- editing
  // -------------------------------------------------------------------------------------

  void replaceValue(Node editor) {
    HBox.setHgrow(editor, Priority.ALWAYS);
    int at = row.getChildren().indexOf(value);
    if (at >= 0) {
      row.getChildren().set(at, editor);
    }
  }

  void restoreValue() {
    if (!row.getChildren().contains(value)) {
      row.getChildren().set(1, value);
    }
    field.ifPresent(it -> complain(Optional.empty()));
  }
}
