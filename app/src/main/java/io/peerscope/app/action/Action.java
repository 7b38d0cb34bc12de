package io.peerscope.app.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Something the user can make the program do.
///
/// @param name what it does, as in a menu
/// @param keys how to reach it from the keyboard
/// @param further keys that it has in some sets only
/// @param enabled whether it means something just now
/// @param isAboutPicture whether a right click on the picture offers it
/// @param run what happens
public record Action(
    String name,
    List<Key> keys,
    Map<KeySet, List<Key>> further,
    BooleanSupplier enabled,
    boolean isAboutPicture,
    Runnable run) {

  public Action {
    keys = List.copyOf(keys);
    further = Map.copyOf(further);
  }

  public static Action of(String name, Runnable run, String... keys) {
    return new Action(name, parsed(keys), Map.of(), () -> true, false, run);
  }

  private static List<Key> parsed(String... keys) {
    return Arrays.stream(keys).map(Key::of).toList();
  }

  /// The same action, only while something holds; then its keys may mean something else otherwise.
  public Action when(BooleanSupplier condition) {
    return new Action(name, keys, further, condition, isAboutPicture, run);
  }

  /// The same action, which a right click on the picture offers too.
  public Action aboutPicture() {
    return new Action(name, keys, further, enabled, true, run);
  }

  /// The same action with keys that it has in one set only.
  public Action also(KeySet set, String... more) {
    Map<KeySet, List<Key>> all = new EnumMap<>(KeySet.class);
    all.putAll(further);
    all.put(set, parsed(more));
    return new Action(name, keys, all, enabled, isAboutPicture, run);
  }

  /// The same action as it is reached in one set of keys.
  public Action in(KeySet set) {
    List<Key> all = new ArrayList<>(keys);
    all.addAll(further.getOrDefault(set, List.of()));
    return new Action(name, all, Map.of(), enabled, isAboutPicture, run);
  }

  /// All keys, as people write them.
  public String keyLabel() {
    return keys.stream().map(Key::label).collect(Collectors.joining(" or "));
  }
}
