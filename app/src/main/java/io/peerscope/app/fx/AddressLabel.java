package io.peerscope.app.fx;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Hex;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// An address as it is written everywhere in the window: a chip with its space, then grouped digits.
public final class AddressLabel extends HBox {

  public AddressLabel(Address address) {
    getStyleClass().add("address");
    setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(chip(address.space()), digits(address));
  }

  /// The address, struck through, and the one that takes its place.
  public AddressLabel(Address before, Address after) {
    this(after);
    Label old = Nodes.label(Hex.grouped(before.value()), "mono", "replaced");
    getChildren().add(old);
  }

  /// `bus`, `iova` or `phys`, in the colour of the space.
  public static Label chip(AddressSpace space) {
    return Nodes.label(word(space), "space-chip", styleClass(space));
  }

  /// What is written in a chip.
  public static String word(AddressSpace space) {
    return space == AddressSpace.PHYSICAL ? "phys" : space.spelling();
  }

  private static Label digits(Address address) {
    return Nodes.label(Hex.grouped(address.value()), "mono", styleClass(address.space()));
  }

  private static String styleClass(AddressSpace space) {
    return "space-" + space.spelling();
  }
}
