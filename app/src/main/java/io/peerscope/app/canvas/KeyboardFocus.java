package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The function at which the keyboard is.
final class KeyboardFocus {

  private final Consumer<Optional<Item>> moved;
  private KeyboardWalk walk = new KeyboardWalk(List.of());
  private Optional<Item> item = Optional.empty();

  /// @param moved takes where it is now
  KeyboardFocus(Consumer<Optional<Item>> moved) {
    this.moved = moved;
  }

  Optional<Item> item() {
    return item;
  }

  Optional<PciAddress> function() {
    return item.flatMap(Items::functionOf);
  }

  /// Another machine is on show.
  void startAnew() {
    item = Optional.empty();
  }

  /// The same machine is laid out anew.
  void takeOver(KeyboardWalk newWalk, TopologyLayout layout) {
    walk = newWalk;
    item = function().flatMap(layout::itemOf);
  }

  /// Goes where something else has gone.
  void follow(Optional<Item> to) {
    item = to;
  }

  /// Goes to the next one in reading order; false where the focus leaves the picture.
  boolean step(int by) {
    return move(walk.after(item, by));
  }

  /// Goes to the nearest one in a direction; stays where there is none.
  boolean go(int dx, int dy) {
    Optional<Item> next = item.flatMap(from -> walk.towards(from, dx, dy));
    return next.isEmpty() || move(next);
  }

  /// Leaves the picture; false where it was not in it.
  boolean leave() {
    return item.isPresent() && move(Optional.empty());
  }

  private boolean move(Optional<Item> to) {
    item = to;
    moved.accept(to);
    return to.isPresent();
  }
}
