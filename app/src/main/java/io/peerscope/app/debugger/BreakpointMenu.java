package io.peerscope.app.debugger;

import io.peerscope.app.fx.Nodes;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;

/// The breakpoints as a menu: those on what happens, those on addresses and ports, and a field for
/// another address.
final class BreakpointMenu extends MenuButton {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

  private final Breakpoints breakpoints;

  BreakpointMenu(Breakpoints breakpoints) {
    this.breakpoints = breakpoints;
    setId("breakpoints");
    getStyleClass().add("breakpoints");
    setTooltip(
        new Tooltip(
            "Where following stops: run to the next with F9, back with Shift+F9,\n"
                + "set one at the selected port with B"));
    setOnShowing(_ -> fill());
    breakpoints.all().subscribe(_ -> name());
    fill();
  }

  private void name() {
    int count = breakpoints.all().get().size();
    setText(count == 0 ? "Stops" : "Stops " + count);
    setAccessibleText(count == 0 ? "Breakpoints: none" : "Breakpoints: " + count);
  }

  private void fill() {
    getItems()
        .setAll(
            check("On translation", new Breakpoint.OnTranslation()),
            check("On refusal", new Breakpoint.OnRefusal()),
            check("At the first difference (Compare)", new Breakpoint.OnDifference()),
            address());
    boolean any = false;
    for (Breakpoint breakpoint : breakpoints.all().get()) {
      switch (breakpoint) {
        case Breakpoint.AtPlace _, Breakpoint.AtAddress _ -> {
          if (!any) {
            getItems().add(new SeparatorMenuItem());
            any = true;
          }
          getItems().add(check("At " + breakpoint.words(), breakpoint));
        }
        case Breakpoint.OnTranslation _, Breakpoint.OnRefusal _, Breakpoint.OnDifference _ -> {}
      }
    }
    var none = new MenuItem("Forget all");
    none.setOnAction(_ -> breakpoints.clear());
    none.setDisable(breakpoints.all().get().isEmpty());
    getItems().addAll(new SeparatorMenuItem(), none);
  }

  private CheckMenuItem check(String words, Breakpoint breakpoint) {
    var item = new CheckMenuItem(words);
    item.setMnemonicParsing(false);
    item.setSelected(breakpoints.isSet(breakpoint));
    item.setOnAction(_ -> breakpoints.toggle(breakpoint));
    return item;
  }

  private CustomMenuItem address() {
    var field = new TextField();
    field.setId("stop-at-address");
    field.getStyleClass().add("mono");
    field.setPromptText("At address 0x… or 0x…-0x…");
    field.setPrefColumnCount(24);
    field.textProperty().subscribe((_, _) -> field.pseudoClassStateChanged(ERROR, false));
    field.setOnAction(_ ->
        Breakpoint.AtAddress.parse(field.getText())
            .ifPresentOrElse(
                it -> {
                  breakpoints.toggle(it);
                  hide();
                },
                () -> field.pseudoClassStateChanged(ERROR, true)));
    var item = new CustomMenuItem(Nodes.row("stop-address", field), false);
    item.getStyleClass().add("plain");
    return item;
  }
}
