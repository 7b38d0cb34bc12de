package io.peerscope.app.fx;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Hex;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// An address as it is written everywhere in the window: a chip with its space, then grouped
/// digits.
public final class AddressLabel extends HBox {

  private final Label chip = Nodes.label("", "space-chip");
  private final Label digits = Nodes.label("", "mono");
  private final Label replaced = Nodes.label("", "mono", "replaced");
  private String space = "";

  public AddressLabel(Address address) {
    getStyleClass().add("address");
    setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(chip, digits);
    show(address);
  }

  /// The address, struck through, and the one that takes its place.
  public AddressLabel(Address before, Address after) {
    this(after);
    strike(before);
  }

  /// Shows another address in the same place.
  public void show(Address address) {
    colour(styleClass(address.space()));
    chip.setText(word(address.space()));
    digits.setText(Hex.grouped(address.value()));
    getChildren().remove(replaced);
  }

  /// Shows another address and the one whose place it takes.
  public void show(Address before, Address after) {
    colour(styleClass(after.space()));
    chip.setText(word(after.space()));
    digits.setText(Hex.grouped(after.value()));
    strike(before);
  }

  private void strike(Address before) {
    replaced.setText(Hex.grouped(before.value()));
    if (!getChildren().contains(replaced)) {
      getChildren().add(replaced);
    }
  }

  /// Nothing is styled anew where the space stays the same.
  private void colour(String wanted) {
    if (!wanted.equals(space)) {
      for (Label part : List.of(chip, digits)) {
        part.getStyleClass().remove(space);
        part.getStyleClass().add(wanted);
      }
      space = wanted;
    }
  }

  /// `bus`, `iova` or `phys`, in the colour of the space.
  public static Label chip(AddressSpace space) {
    return Nodes.label(word(space), "space-chip", styleClass(space));
  }

  /// What is written in a chip.
  public static String word(AddressSpace space) {
    return space == AddressSpace.PHYSICAL ? "phys" : space.spelling();
  }

  private static String styleClass(AddressSpace space) {
    return "space-" + space.spelling();
  }
}
