package io.peerscope.app.action;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Something the user can make the program do.
///
/// @param name what it does, as in a menu
/// @param keys how to reach it from the keyboard
/// @param enabled whether it means something just now
/// @param isAboutPicture whether a right click on the picture offers it
/// @param run what happens
public record Action(
    String name, List<Key> keys, BooleanSupplier enabled, boolean isAboutPicture, Runnable run) {

  public Action {
    keys = List.copyOf(keys);
  }

  public static Action of(String name, Runnable run, String... keys) {
    return new Action(name, Arrays.stream(keys).map(Key::of).toList(), () -> true, false, run);
  }

  /// The same action, only while something holds; then its keys may mean something else otherwise.
  public Action when(BooleanSupplier condition) {
    return new Action(name, keys, condition, isAboutPicture, run);
  }

  /// The same action, which a right click on the picture offers too.
  public Action aboutPicture() {
    return new Action(name, keys, enabled, true, run);
  }

  /// All keys, as people write them.
  public String keyLabel() {
    return keys.stream().map(Key::label).collect(Collectors.joining(" or "));
  }
}
