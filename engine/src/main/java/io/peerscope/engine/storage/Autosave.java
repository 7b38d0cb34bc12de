package io.peerscope.engine.storage;

import io.peerscope.engine.format.document.PeerscopeDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Puts what is being edited and not saved into a [Journal], in a thread of its own and soon after
/// each change.
///
/// Nobody waits for the disk here but [#close]. The journal is there only as long as something is
/// unsaved.
public final class Autosave implements AutoCloseable {

  private static final long DELAY_MILLIS = 300;
  private static final long PATIENCE_SECONDS = 10;

  private final StateFolder state;
  private final Consumer<String> trouble;
  private final AtomicReference<Optional<Unsaved>> pending =
      new AtomicReference<>(Optional.empty());
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "autosave");
        thread.setDaemon(true);
        return thread;
      });

  /// The journal in use; only the worker touches it.
  private Optional<Journal> journal = Optional.empty();

  private Optional<Path> journalled = Optional.empty();

  /// What is to be kept.
  ///
  /// @param file the file that is edited; empty for a document that has no name yet
  private record Unsaved(Optional<Path> file, PeerscopeDocument document) {}

  /// @param trouble told, in another thread, why a state could not be kept
  public Autosave(StateFolder state, Consumer<String> trouble) {
    this.state = state;
    this.trouble = trouble;
  }

  /// The document is another one now; of several within a moment the last is kept.
  ///
  /// @param file the file that is edited; empty for a document that has no name yet
  public void changed(Optional<Path> file, PeerscopeDocument document) {
    if (pending.getAndSet(Optional.of(new Unsaved(file, document))).isEmpty()) {
      var _ = worker.schedule(guarded(this::keepPending), DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// The document is saved, or its changes are given up: nothing is to be recovered.
  public void settled() {
    pending.set(Optional.empty());
    worker.execute(guarded(this::endJournal));
  }

  /// What was recovered is kept here from now on, and forgotten where it was found.
  public void takeOver(Recovered recovered, PeerscopeDocument document) {
    worker.execute(
        guarded(() -> {
          keep(new Unsaved(recovered.document(), document));
          recovered.discard();
        }));
  }

  /// As [#settled], and waits until it is done.
  @Override
  public void close() {
    settled();
    worker.shutdown();
    try {
      boolean _ = worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private Runnable guarded(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException failure) {
        trouble.accept(FileTrouble.words(failure));
      } catch (RuntimeException | Error defect) {
        // The executor would keep it to itself.
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
      }
    };
  }

  private void keepPending() throws IOException {
    Optional<Unsaved> unsaved = pending.getAndSet(Optional.empty());
    if (unsaved.isPresent()) {
      keep(unsaved.get());
    }
  }

  private void keep(Unsaved unsaved) throws IOException {
    if (!journalled.equals(unsaved.file())) {
      endJournal();
    }
    if (journal.isEmpty()) {
      journal = Optional.of(Journal.start(state, unsaved.file()));
      journalled = unsaved.file();
    }
    journal.get().add(unsaved.document());
  }

  private void endJournal() throws IOException {
    Optional<Journal> ended = journal;
    journal = Optional.empty();
    if (ended.isPresent()) {
      ended.get().close();
    }
  }
}
