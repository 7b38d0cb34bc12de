package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.ByteRange;
import io.peerscope.app.inspector.page.RegisterView;
import io.peerscope.app.inspector.page.RegisterView.BitLine;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The registers that the chosen bytes belong to, bit by bit. A line lights its bits' bytes; while
/// drawing, a click on the value of a single bit, or Space, turns it over.
final class RegisterPane extends VBox {

  private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");
  private static final PseudoClass SET = PseudoClass.getPseudoClass("set");
  private static final PseudoClass FLIPS = PseudoClass.getPseudoClass("flips");

  /// A chosen field of many registers is no longer read bit by bit.
  private static final int MOST_REGISTERS = 6;

  /// What the pane asks its panel for.
  interface Listener {
    void light(ByteRange bytes);

    void flip(int offset, int mask);
  }

  private final Listener listener;
  private final List<Line> lines = new ArrayList<>();
  private int used;

  RegisterPane(Listener listener) {
    this.listener = listener;
    setId("registers");
    getStyleClass().add("registers");
  }

  /// @param editing whether bits can be turned over
  void show(List<RegisterView> registers, boolean editing) {
    used = 0;
    for (RegisterView register : registers.stream().limit(MOST_REGISTERS).toList()) {
      next().showHead(register);
      register.bits().forEach(bit -> next().showBit(bit, editing));
    }
    for (int at = used; at < lines.size(); at++) {
      Nodes.show(lines.get(at), false);
    }
  }

  boolean isEmpty() {
    return used == 0;
  }

  private Line next() {
    if (used == lines.size()) {
      var line = new Line();
      lines.add(line);
      getChildren().add(line);
    }
    Line line = lines.get(used++);
    Nodes.show(line, true);
    return line;
  }

  private final class Line extends HBox {

    private final Label places = Nodes.label("", "mono", "bit-places");
    private final Label name = Nodes.label("", "bit-name");
    private final Label value = Nodes.label("", "mono", "bit-value");
    private final Label meaning = Nodes.label("", "bit-meaning");
    private String sentence = "";
    private Runnable light = () -> {};
    private Runnable flip = () -> {};

    Line() {
      getStyleClass().add("bit");
      getChildren().addAll(places, name, value, meaning);
      value.setMinWidth(USE_PREF_SIZE);
      Nodes.explain(this, () -> sentence);
      setFocusTraversable(true);
      setOnMouseClicked(_ -> {
        requestFocus();
        light.run();
      });
      value.setOnMouseClicked(click -> {
        light.run();
        flip.run();
        click.consume();
      });
      setOnKeyPressed(this::press);
    }

    private void press(KeyEvent key) {
      if (key.getCode() == KeyCode.SPACE) {
        key.consume();
        flip.run();
      } else if (key.getCode() == KeyCode.ENTER) {
        key.consume();
        light.run();
      }
    }

    void showHead(RegisterView register) {
      light = () -> listener.light(register.bytes());
      flip = () -> {};
      fill("", register.name(), register.value(), "", register.name());
      pseudoClassStateChanged(HEAD, true);
      value.pseudoClassStateChanged(FLIPS, false);
      value.pseudoClassStateChanged(SET, false);
    }

    void showBit(BitLine bit, boolean editing) {
      boolean flips = editing && bit.single();
      light = () -> listener.light(bit.bytes());
      flip = flips ? () -> listener.flip(bit.at(), bit.mask()) : () -> {};
      String whole = bit.name() + " = " + bit.value() + ": " + bit.meaning();
      fill(bit.places(), bit.name(), bit.value(), bit.meaning(), whole);
      pseudoClassStateChanged(HEAD, false);
      value.pseudoClassStateChanged(FLIPS, flips);
      value.pseudoClassStateChanged(SET, bit.set());
    }

    private void fill(String where, String what, String how, String why, String whole) {
      places.setText(where);
      name.setText(what);
      value.setText(how);
      meaning.setText(why);
      sentence = whole;
      setAccessibleText(whole);
      setId("bit-" + what.replace(' ', '-'));
    }
  }
}
