package io.peerscope.app.action;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Something the user can make the program do.
///
/// @param name what it does, as in a menu
/// @param keys how to reach it from the keyboard
/// @param run what happens
public record Action(String name, List<Key> keys, Runnable run) {

  public Action {
    keys = List.copyOf(keys);
  }

  public static Action of(String name, Runnable run, String... keys) {
    return new Action(name, Arrays.stream(keys).map(Key::of).toList(), run);
  }

  /// All keys, as people write them.
  public String keyLabel() {
    return keys.stream().map(Key::label).collect(Collectors.joining(" or "));
  }
}
