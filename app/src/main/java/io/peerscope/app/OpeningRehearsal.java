package io.peerscope.app;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.animation.AnimationTimer;

/// A start without a user, in which everything is done once that a start and the opening of a large
/// document do: the class cache that is trained with it knows their classes and what their methods
/// were busy with (JEP 483, 515).
final class OpeningRehearsal {

  /// Large enough that functions are read several at once.
  private static final int FUNCTIONS = 1_500;

  private static final int FRAMES = 20;

  /// The document is opened so often, as machines are that repeat themselves.
  private static final int TIMES = 3;

  private final WorkbenchDocument document;
  private final Runnable then;
  private final Path file;
  private int opened;
  private int frames;

  private OpeningRehearsal(WorkbenchDocument document, Runnable then) {
    this.document = document;
    this.then = then;
    this.file = write();
  }

  /// Rehearses in a window that is on show.
  ///
  /// @param then what happens at the end
  static void run(WorkbenchDocument document, Runnable then) {
    var rehearsal = new OpeningRehearsal(document, then);
    new AnimationTimer() {
      @Override
      public void handle(long now) {
        if (rehearsal.isOver()) {
          stop();
          rehearsal.end();
        }
      }
    }.start();
  }

  private static Path write() {
    try {
      Path file = Files.createTempFile("peerscope", PeerscopeDocument.ENDING);
      var document = PeerscopeDocument.of(BigMachine.ofFunctions(FUNCTIONS));
      return Files.write(file, DocumentWriter.write(document));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// Counts a frame; what was opened is looked at for a while before it is opened again.
  private boolean isOver() {
    frames++;
    if (frames < FRAMES || (opened > 0 && !isShown())) {
      return false;
    }
    if (opened == TIMES) {
      return true;
    }
    frames = 0;
    opened++;
    document.open(List.of(file));
    return false;
  }

  private boolean isShown() {
    Optional<Path> shown = document.machine().get().flatMap(Machine::file);
    return shown.filter(file::equals).isPresent();
  }

  private void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // Folders for temporary files are emptied by others.
    }
    then.run();
  }
}
