package io.peerscope.app.action;

import java.util.Locale;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// What one presses to make something happen.
public sealed interface Key {

  /// Whether a key event is this key.
  boolean matches(KeyEvent event);

  /// As people write it.
  String label();

  /// Keys with or without modifiers, e.g. `Ctrl+O`, `F1`, `Space`.
  record Combination(String label, KeyCombination keys) implements Key {

    @Override
    public boolean matches(KeyEvent event) {
      return event.getEventType() == KeyEvent.KEY_PRESSED && keys.match(event);
    }
  }

  /// A character, wherever the keyboard has it.
  record Letter(String character) implements Key {

    @Override
    public boolean matches(KeyEvent event) {
      return event.getEventType() == KeyEvent.KEY_TYPED
          && event.getCharacter().equalsIgnoreCase(character)
          && !event.isControlDown()
          && !event.isAltDown()
          && !event.isMetaDown();
    }

    @Override
    public String label() {
      return character.toUpperCase(Locale.ROOT);
    }
  }

  static Key of(String keys) {
    return keys.length() == 1
        ? new Letter(keys)
        : new Combination(keys.replace("Comma", ","), KeyCombination.valueOf(keys));
  }

  /// Whether it may act while text is being typed.
  default boolean worksInText() {
    return switch (this) {
      case Letter _ -> false;
      case Combination(String label, KeyCombination keys) ->
          keys.getControl() == KeyCombination.ModifierValue.DOWN
              || label.matches("(Shift\\+)?F[0-9]+");
    };
  }
}
