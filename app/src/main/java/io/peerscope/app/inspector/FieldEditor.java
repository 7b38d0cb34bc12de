package io.peerscope.app.inspector;

import io.peerscope.app.inspector.page.Field;
import io.peerscope.app.inspector.page.Input;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;

/// The one text field that goes to whichever line is edited: Enter takes what is written, Esc
/// leaves everything as it was.
final class FieldEditor {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

  /// Who takes what is written.
  @FunctionalInterface
  interface Writer {
    /// Takes the text, and says whether it was taken.
    boolean write(FieldLine line, String text);
  }

  private final TextField text = new TextField();
  private final ContextMenu choices = new ContextMenu();
  private final Writer writer;
  private Optional<FieldLine> open = Optional.empty();
  private boolean busy;

  FieldEditor(Writer writer) {
    this.writer = writer;
    text.setId("field-editor");
    text.getStyleClass().addAll("field-editor", "mono");
    text.setOnAction(_ -> commit());
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    text.textProperty().subscribe(() -> text.pseudoClassStateChanged(ERROR, false));
    text.focusedProperty().subscribe((_, focused) -> leaveUnless(focused));
    choices.setId("field-choices");
  }

  /// Begins to edit the field of a line.
  void open(FieldLine line) {
    close();
    Optional<Input> input = line.field().flatMap(Field::input);
    if (input.isPresent()) {
      switch (input.get()) {
        case Input.Text words -> write(line, words);
        case Input.Choice words -> choose(line, words);
      }
    }
  }

  private void write(FieldLine line, Input.Text input) {
    text.setText(input.text());
    text.setPromptText(input.hint());
    text.setAccessibleText(line.field().map(Field::name).orElse("") + ", " + input.hint());
    open = Optional.of(line);
    line.replaceValue(text);
    text.requestFocus();
    text.selectAll();
  }

  private void choose(FieldLine line, Input.Choice input) {
    choices.getItems().clear();
    for (String word : input.words()) {
      var item = new RadioMenuItem(word);
      item.setSelected(word.equals(input.text()));
      item.setOnAction(_ -> writer.write(line, word));
      choices.getItems().add(item);
    }
    choices.show(line, Side.BOTTOM, 84, 0);
  }

  private void press(KeyEvent key) {
    switch (key.getCode()) {
      case ESCAPE -> {
        key.consume();
        leave();
      }
      case TAB -> commit();
      default -> {}
    }
  }

  private void commit() {
    open.ifPresent(line -> {
      busy = true;
      boolean taken = writer.write(line, text.getText());
      busy = false;
      if (taken) {
        leave();
      } else {
        text.pseudoClassStateChanged(ERROR, true);
        text.requestFocus();
      }
    });
  }

  /// Whoever clicks elsewhere has not said that the text is meant.
  private void leaveUnless(boolean focused) {
    if (!focused && !busy) {
      close();
    }
  }

  private void leave() {
    Optional<FieldLine> line = open;
    close();
    line.ifPresent(FieldLine::requestFocus);
  }

  /// Leaves the line as it was.
  void close() {
    Optional<FieldLine> line = open;
    open = Optional.empty();
    line.ifPresent(FieldLine::restoreValue);
    choices.hide();
  }

  boolean isOpenIn(FieldLine line) {
    return open.filter(it -> it == line).isPresent();
  }
}
