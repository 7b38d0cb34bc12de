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

/// Puts what is being edited into a [Journal] in the background, soon after each change.
public final class Autosave implements AutoCloseable {

  private static final long DELAY_MILLIS = 300;

  private final Journal journal;
  private final Consumer<String> trouble;
  private final AtomicReference<Optional<PeerscopeDocument>> pending =
      new AtomicReference<>(Optional.empty());
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "autosave");
        thread.setDaemon(true);
        return thread;
      });

  private Autosave(Journal journal, Consumer<String> trouble) {
    this.journal = journal;
    this.trouble = trouble;
  }

  /// Starts a journal.
  ///
  /// @param document the file that is edited; empty for one that has no name yet
  /// @param trouble told, in another thread, why a state could not be kept
  public static Autosave start(StateFolder state, Optional<Path> document, Consumer<String> trouble)
      throws IOException {
    return new Autosave(Journal.start(state, document), trouble);
  }

  /// The document is another one now; of several within a moment the last is kept.
  public void changed(PeerscopeDocument document) {
    if (pending.getAndSet(Optional.of(document)).isEmpty()) {
      var _ = worker.schedule(this::writePending, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void writePending() {
    pending.getAndSet(Optional.empty()).ifPresent(this::write);
  }

  private void write(PeerscopeDocument document) {
    try {
      journal.add(document);
    } catch (IOException failure) {
      trouble.accept(FileTrouble.words(failure));
    }
  }

  /// The document is saved, or its changes are given up: nothing is to be recovered.
  @Override
  public void close() throws IOException {
    pending.set(Optional.empty());
    worker.shutdown();
    journal.close();
  }
}
