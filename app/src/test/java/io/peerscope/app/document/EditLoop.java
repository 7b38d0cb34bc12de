package io.peerscope.app.document;

import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.edit.PlatformFactEdit.SetFirmware;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.storage.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A user who edits and saves without end, in a window without a screen: the document and its
/// keeper as in the program, with one thread in the place of JavaFX's.
final class EditLoop {

  private static final int LONGEST_PAUSE_MILLIS = 60;
  private static final int EDITS_PER_SAVE = 40;

  private EditLoop() {}

  /// Edits until it is killed.
  ///
  /// @param arguments the document, the state folder, the number of the first edit, a seed
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    ExecutorService fxThread = Executors.newSingleThreadExecutor();
    var jobs = new Jobs(Executors.newFixedThreadPool(2), fxThread);
    var document = new WorkbenchDocument(jobs);
    var keeper =
        fxThread
            .submit(() ->
                new Keeper(
                    document, jobs, fxThread, new StateFolder(Path.of(arguments[1])), nobody()))
            .get();
    fxThread.submit(() -> document.open(List.of(Path.of(arguments[0])))).get();
    while (fxThread.submit(() -> document.machine().get().isEmpty()).get()) {
      Thread.sleep(5);
    }
    var random = new Random(Long.parseLong(arguments[3]));
    for (int number = Integer.parseInt(arguments[2]); ; number++) {
      int edit = number;
      fxThread.submit(() -> edit(document, keeper, edit)).get();
      System.out.println("edit " + edit + " " + System.currentTimeMillis());
      Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
    }
  }

  private static void edit(WorkbenchDocument document, Keeper keeper, int number) {
    document.edit(new SetFirmware(Fact.known("v" + number, new EditedByHand())));
    if (number % EDITS_PER_SAVE == 0) {
      keeper.saving().save();
    }
  }

  static Asking nobody() {
    return new Asking() {
      @Override
      public Optional<Path> chooseTarget(Path suggested) {
        return Optional.empty();
      }

      @Override
      public Leaving beforeLeaving(String name) {
        return Leaving.STAY;
      }
    };
  }
}
