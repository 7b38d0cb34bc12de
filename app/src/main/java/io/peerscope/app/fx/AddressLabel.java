package io.peerscope.app.fx;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Hex;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// An address as it is written everywhere in the window: a chip with its space, then grouped
/// digits.
public final class AddressLabel extends HBox {

  private final Label chip = new Label();
  private final Label digits = new Label();

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
    AddressSpace space = address.space();
    chip.setText(word(space));
    chip.getStyleClass().setAll("label", "space-chip", styleClass(space));
    digits.setText(Hex.grouped(address.value()));
    digits.getStyleClass().setAll("label", "mono", styleClass(space));
    getChildren().setAll(chip, digits);
  }

  /// Shows another address and the one whose place it takes.
  public void show(Address before, Address after) {
    show(after);
    strike(before);
  }

  private void strike(Address before) {
    getChildren().add(Nodes.label(Hex.grouped(before.value()), "mono", "replaced"));
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
