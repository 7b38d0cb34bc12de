package io.peerscope.app.action;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Brings keys to actions, but leaves to the focused control what is its own.
public final class KeyMap {

  private final Supplier<List<Action>> actions;

  /// @param actions with the keys that they have now
  public KeyMap(Supplier<List<Action>> actions) {
    this.actions = actions;
  }

  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> handle(scene, event));
    scene.addEventFilter(KeyEvent.KEY_TYPED, event -> handle(scene, event));
  }

  private void handle(Scene scene, KeyEvent event) {
    find(event)
        .filter(found -> !belongsTo(scene.getFocusOwner(), found.key(), event))
        .ifPresent(found -> {
          event.consume();
          found.action().run().run();
        });
  }

  private record Found(Action action, Key key) {}

  private Optional<Found> find(KeyEvent event) {
    for (Action action : actions.get()) {
      if (!action.enabled().getAsBoolean()) {
        continue;
      }
      for (Key key : action.keys()) {
        if (key.matches(event)) {
          return Optional.of(new Found(action, key));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean belongsTo(Node focused, Key key, KeyEvent event) {
    return switch (focused) {
      case null -> false;
      case TextInputControl _ -> !key.worksInText() || isClipboard(event);
      case ButtonBase _ -> event.getCode() == KeyCode.SPACE;
      case ComboBoxBase<?> _ -> event.getCode() == KeyCode.SPACE;
      case TreeView<?> _, TableView<?> _, ListView<?> _ -> isRowKey(event);
      default -> false;
    };
  }

  private static boolean isRowKey(KeyEvent event) {
    return event.getCode() == KeyCode.HOME || event.getCode() == KeyCode.END;
  }

  private static boolean isClipboard(KeyEvent event) {
    return event.isShortcutDown()
        && !event.isShiftDown()
        && switch (event.getCode()) {
          case V, C, X, A, Z -> true;
          default -> false;
        };
  }
}
