package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.AcsSwitches;
import io.peerscope.app.inspector.page.AcsSwitches.State;
import io.peerscope.app.inspector.page.AcsSwitches.Switch;
import io.peerscope.app.inspector.page.ByteRange;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.PlatformEdit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The ACS control word as seven named switches, two beside each other. While drawing, a click or
/// Space turns one over.
final class AcsRow extends GridPane {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass DECIDING = PseudoClass.getPseudoClass("deciding");
  private static final PseudoClass SET = PseudoClass.getPseudoClass("set");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
  private static final PseudoClass CANNOT = PseudoClass.getPseudoClass("cannot");
  private static final PseudoClass FLIPS = PseudoClass.getPseudoClass("flips");

  /// What a switch asks its panel for.
  interface Listener {
    /// Somebody points at a switch of the word.
    void chosen(AcsRow row, AcsControl bit);

    void flipped(PlatformEdit edit);
  }

  private final Listener listener;
  private final Map<AcsControl, SwitchView> views = new EnumMap<>(AcsControl.class);
  private Optional<ByteRange> bytes = Optional.empty();

  AcsRow(Listener listener) {
    this.listener = listener;
    getStyleClass().add("acs");
    setId("acs");
    int at = 0;
    for (AcsControl control : AcsControl.values()) {
      var view = new SwitchView(control);
      views.put(control, view);
      add(view, at % 2, at / 2);
      at++;
    }
  }

  /// Shows the switches, or goes away where the function has none.
  void show(AcsSwitches acs) {
    bytes = acs.bytes();
    acs.switches().forEach(it -> show(it, acs.remark()));
    setChosen(false);
    Nodes.show(this, !acs.switches().isEmpty());
  }

  private void show(Switch one, String remark) {
    SwitchView view = views.get(one.control());
    if (view != null) {
      view.show(one, remark);
    }
  }

  /// Where in configuration space the control word sits.
  Optional<ByteRange> bytes() {
    return bytes;
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
  }

  /// The control that decides the step one looks at.
  void setDeciding(Optional<AcsControl> deciding) {
    views.forEach((control, view) ->
        view.pseudoClassStateChanged(DECIDING, deciding.equals(Optional.of(control))));
  }

  private final class SwitchView extends HBox {

    private final AcsControl control;
    private final Label word = Nodes.label("", "switch-word");
    private final Tooltip tooltip = new Tooltip();
    private Optional<PlatformEdit> flip = Optional.empty();

    SwitchView(AcsControl control) {
      this.control = control;
      var knob = new Region();
      knob.getStyleClass().add("switch-knob");
      var track = new StackPane(knob);
      track.getStyleClass().add("switch-track");
      getStyleClass().add("switch");
      setId("acs-" + control.lspciName());
      setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
      getChildren().addAll(List.of(track, Nodes.label(control.lspciName(), "switch-name"), word));
      tooltip.setWrapText(true);
      tooltip.setMaxWidth(360);
      Tooltip.install(this, tooltip);
      setOnMouseClicked(_ -> use());
      setOnKeyPressed(this::press);
    }

    private void press(KeyEvent key) {
      if (key.getCode() == KeyCode.SPACE || key.getCode() == KeyCode.ENTER) {
        key.consume();
        use();
      }
    }

    private void use() {
      requestFocus();
      listener.chosen(AcsRow.this, control);
      flip.ifPresent(listener::flipped);
    }

    private void show(Switch one, String remark) {
      flip = one.flip();
      pseudoClassStateChanged(SET, one.state() == State.SET);
      pseudoClassStateChanged(UNKNOWN, one.state() == State.UNKNOWN);
      pseudoClassStateChanged(CANNOT, one.state() == State.CANNOT);
      pseudoClassStateChanged(FLIPS, flip.isPresent());
      word.setText(
          switch (one.state()) {
            case SET, CLEAR -> "";
            case UNKNOWN -> "?";
            case CANNOT -> "cannot";
          });
      tooltip.setText(one.sentence() + (remark.isEmpty() ? "" : "\n" + remark));
      setAccessibleText(one.sentence());
      setFocusTraversable(flip.isPresent() || bytes.isPresent());
    }
  }
}
