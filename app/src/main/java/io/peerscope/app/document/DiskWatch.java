package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.storage.FileStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Notices when others change or remove the file of the open machine, and asks what is to be shown.
public final class DiskWatch {

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final Bars bars;
  private Optional<Machine> watched = Optional.empty();
  private Optional<FileStamp> stamp = Optional.empty();
  private boolean gone;
  private boolean oursAtWork;

  DiskWatch(WorkbenchDocument document, Jobs jobs, Bars bars) {
    this.document = document;
    this.jobs = jobs;
    this.bars = bars;
    document.machine().subscribe(this::follow);
  }

  private void follow(Optional<Machine> machine) {
    boolean isSame =
        machine.isPresent() && watched.filter(machine.get()::isSameOpening).isPresent();
    watched = machine;
    if (!isSame) {
      know(machine.flatMap(it -> it.origin().stamp()));
    }
  }

  /// The file as it is known here: read or saved.
  void know(Optional<FileStamp> newStamp) {
    stamp = newStamp;
    gone = false;
    bars.dismiss(Subject.DISK);
  }

  /// While we save, the file changes without anybody else.
  void setOursAtWork(boolean atWork) {
    oursAtWork = atWork;
  }

  /// The stamp of the file that we know.
  Optional<FileStamp> stamp() {
    return stamp;
  }

  /// Whether the file has been removed, so that saving must make a new one.
  boolean isGone() {
    return gone;
  }

  /// Looks at the disk, away from the FX thread; called every few seconds.
  public void look() {
    Optional<Path> file = document.machine().get().flatMap(Machine::file);
    if (file.isEmpty() || (stamp.isEmpty() && !gone)) {
      return;
    }
    Optional<FileStamp> before = stamp;
    jobs.run(
        Lane.DISK,
        "Looking at " + Work.nameOf(file.get()),
        () -> FileStamp.of(file.get()),
        now -> {
          if (!oursAtWork && before.equals(stamp)) {
            compare(file.get(), now);
          }
        },
        Defects::report);
  }

  private void compare(Path file, Optional<FileStamp> now) {
    if (now.equals(stamp)) {
      bars.dismiss(Subject.DISK);
    } else if (now.isEmpty()) {
      bars.show(removed(file));
    } else {
      bars.show(changed(file, now));
    }
  }

  private Bar changed(Path file, Optional<FileStamp> now) {
    return new Bar(
        Subject.DISK,
        "Another program has changed " + Work.nameOf(file) + " on disk",
        "Reload shows what it holds now; undo gives back what is shown here.",
        List.of(
            new Answer("Reload", () -> reload(file)),
            new Answer("Keep mine", () -> keepMine(now))));
  }

  private Bar removed(Path file) {
    return new Bar(
        Subject.DISK,
        Work.nameOf(file) + " is gone from the disk",
        "What is shown here is all there is. Saving writes the file again.",
        List.of(new Answer("Keep mine", () -> keepMine(Optional.empty()))));
  }

  private void keepMine(Optional<FileStamp> now) {
    know(now);
    gone = now.isEmpty();
    document.editing().markUnsaved();
  }

  /// Shows what the file holds now, as one more state.
  void reload(Path file) {
    jobs.run(
        Lane.OPEN,
        "Reading " + Work.nameOf(file),
        () -> Work.readFiles(List.of(file)),
        document.editing()::reload,
        failure -> Notices.unreadable(Work.nameOf(file), failure).ifPresent(document::report));
  }
}
