package io.peerscope.app.document;

import java.nio.file.Path;
import java.util.Optional;

/// Asks the user what nobody else can know.
public interface Asking {

  /// What becomes of changes that are not saved.
  enum Leaving {
    SAVE,
    DISCARD,
    STAY
  }

  /// Where to save.
  ///
  /// @param suggested a file that would do
  /// @return empty when the user thought better of it
  Optional<Path> chooseTarget(Path suggested);

  /// Where to put something that is given away.
  ///
  /// @param suggested a name that would do
  /// @param ending how names of such files end, without the dot
  /// @return empty when the user thought better of it
  default Optional<Path> chooseExport(Path suggested, String ending) {
    return chooseTarget(suggested);
  }

  /// What to do with the unsaved changes of a machine before it goes.
  ///
  /// @param name what the machine is called
  Leaving beforeLeaving(String name);
}
