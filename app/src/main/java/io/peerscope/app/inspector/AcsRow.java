package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.Field.ByteRange;
import io.peerscope.engine.config.AcsControl;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

/// The ACS control word as seven chips.
final class AcsRow extends HBox {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass CHOOSABLE = PseudoClass.getPseudoClass("choosable");
  private static final PseudoClass SET = PseudoClass.getPseudoClass("set");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");

  private final Map<AcsControl, Label> chips = new EnumMap<>(AcsControl.class);
  private final Tooltip remark = new Tooltip();
  private Optional<ByteRange> bytes = Optional.empty();

  /// @param choose what happens when somebody points at the row and it has bytes
  AcsRow(Consumer<AcsRow> choose) {
    getStyleClass().add("acs");
    setId("acs");
    getChildren().add(Nodes.label("ACSCtl", "mono", "acs-name"));
    for (AcsControl control : AcsControl.values()) {
      Label chip = Nodes.label(control.shortName(), "acs-bit");
      chip.setTooltip(new Tooltip());
      chips.put(control, chip);
      getChildren().add(chip);
    }
    Tooltip.install(this, remark);
    setOnMouseClicked(_ -> chooseIfPossible(choose));
    setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        chooseIfPossible(choose);
      }
    });
  }

  private void chooseIfPossible(Consumer<AcsRow> choose) {
    if (bytes.isPresent()) {
      choose.accept(this);
    }
  }

  /// Shows the bits, or goes away where the function has none.
  void show(AcsBits acs) {
    bytes = acs.bytes();
    acs.bits().forEach(this::show);
    remark.setText(acs.remark());
    pseudoClassStateChanged(CHOOSABLE, bytes.isPresent());
    setFocusTraversable(bytes.isPresent());
    setChosen(false);
    Nodes.show(this, !acs.bits().isEmpty());
  }

  private void show(AcsBits.Bit bit) {
    Label chip = chips.get(bit.control());
    if (chip != null) {
      chip.pseudoClassStateChanged(SET, bit.state() == AcsBits.State.SET);
      chip.pseudoClassStateChanged(UNKNOWN, bit.state() == AcsBits.State.UNKNOWN);
      chip.getTooltip().setText(bit.sentence());
      chip.setAccessibleText(bit.sentence());
    }
  }

  /// Where in configuration space the control word sits.
  Optional<ByteRange> bytes() {
    return bytes;
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
  }
}
