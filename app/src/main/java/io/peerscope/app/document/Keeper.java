package io.peerscope.app.document;

import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.storage.Autosave;
import io.peerscope.engine.storage.DocumentStore;
import io.peerscope.engine.storage.StateFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Keeps the open machine on the disk: saves it, keeps aside what is not saved yet, watches the
/// file, and finds what was there before.
///
/// One for each window; the same in tests and in the program.
public final class Keeper implements AutoCloseable {

  private final WorkbenchDocument document;
  private final Asking asking;
  private final Bars bars = new Bars();
  private final Autosave autosave;
  private final DiskWatch disk;
  private final Saving saving;
  private final EarlierVersions versions;
  private final Recovery recovery;
  private final Live live;

  /// @param fxThread where bars are shown
  /// @param state where journals and earlier versions go
  public Keeper(
      WorkbenchDocument document, Jobs jobs, Executor fxThread, StateFolder state, Asking asking) {
    this.document = document;
    this.asking = asking;
    autosave = new Autosave(state, why -> fxThread.execute(() -> bars.show(notKept(why))));
    disk = new DiskWatch(document, jobs, bars);
    saving = new Saving(document, jobs, new DocumentStore(state), disk, bars, asking);
    versions = new EarlierVersions(document, jobs, state);
    recovery = new Recovery(document, jobs, state, autosave, saving, bars);
    live = new Live(document, jobs, bars);
    document.history().subscribe((_, _) -> keepAside());
  }

  private Bar notKept(String why) {
    return new Bar(
        Subject.KEEPING,
        "Unsaved changes cannot be kept aside: " + why,
        "If Peerscope were killed now, they would be lost.",
        List.of(new Answer("Save", saving::save)));
  }

  private void keepAside() {
    Optional<Machine> machine = document.machine().get();
    if (machine.isEmpty() || document.history().get().isSaved()) {
      bars.dismiss(Subject.KEEPING);
      autosave.settled();
    } else {
      autosave.changed(machine.get().file(), machine.get().documentOf(document.drawn()));
    }
  }

  public Saving saving() {
    return saving;
  }

  /// Who asks the user where to put files.
  public Asking asking() {
    return asking;
  }

  public DiskWatch disk() {
    return disk;
  }

  /// The machine that the window runs on.
  public Live live() {
    return live;
  }

  public EarlierVersions versions() {
    return versions;
  }

  public Recovery recovery() {
    return recovery;
  }

  public Bars bars() {
    return bars;
  }

  /// The window is gone: nothing of it is to be recovered. Waits for the disk.
  @Override
  public void close() {
    autosave.close();
  }
}
