package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.storage.DocumentStore;
import io.peerscope.engine.storage.FileStamp;
import io.peerscope.engine.storage.SaveResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Saves the open machine, and lets nobody leave changes behind without having been asked.
///
/// Writing happens away from the FX thread; what is edited meanwhile is unsaved afterwards. What is
/// in the way becomes a bar, and the old file is as it was.
public final class Saving {

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final DocumentStore store;
  private final DiskWatch disk;
  private final Bars bars;
  private final Asking asking;
  private final Queue<Runnable> afterwards = new ArrayDeque<>();
  private boolean running;

  /// One way to save.
  ///
  /// @param expected the stamp that the file must have; empty where it may be replaced whatever it
  ///   is
  /// @param asNew whether there must be no such file yet
  private record Order(
      Path file, Optional<FileStamp> expected, boolean asNew, PeerscopeDocument content) {

    SaveResult carryOut(DocumentStore store) {
      return asNew && Files.exists(file)
          ? new SaveResult.NotSaved("there is a file of that name already")
          : store.save(content, file, expected);
    }

    Order anyway() {
      return new Order(file, Optional.empty(), false, content);
    }
  }

  Saving(
      WorkbenchDocument document,
      Jobs jobs,
      DocumentStore store,
      DiskWatch disk,
      Bars bars,
      Asking asking) {
    this.document = document;
    this.jobs = jobs;
    this.store = store;
    this.disk = disk;
    this.bars = bars;
    this.asking = asking;
  }

  /// Saves where the document is, or asks where.
  public void save() {
    save(() -> {});
  }

  /// Asks where, and saves there.
  public void saveAs() {
    document.machine().get().ifPresent(machine -> saveAs(machine, () -> {}));
  }

  private void save(Runnable then) {
    if (running) {
      afterwards.add(() -> save(then));
      return;
    }
    document
        .machine()
        .get()
        .ifPresent(machine ->
            machine
                .origin()
                .document()
                .ifPresentOrElse(
                    file -> write(machine, inPlace(machine, file), then),
                    () -> saveAs(machine, then)));
  }

  private Order inPlace(Machine machine, Path file) {
    return new Order(file, disk.stamp(), disk.isGone(), machine.documentOf(document.drawn()));
  }

  private void saveAs(Machine machine, Runnable then) {
    asking
        .chooseTarget(suggestion(machine))
        .ifPresent(chosen -> {
          Path file = withEnding(chosen);
          boolean nobodyAskedToReplace = !file.equals(chosen);
          write(
              machine,
              new Order(file, Optional.empty(), nobodyAskedToReplace, copyOf(machine)),
              then);
        });
  }

  /// Beside the file that was read, under a name of a document.
  private static Path suggestion(Machine machine) {
    String name = machine.name().replaceAll("[/\\s]+", "-");
    for (String ending : List.of(PeerscopeDocument.ENDING, ".txt", ".log", ".xml", ".json")) {
      if (name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
        break;
      }
    }
    String named = name + PeerscopeDocument.ENDING;
    return machine.file().map(file -> file.resolveSibling(named)).orElse(Path.of(named));
  }

  private static Path withEnding(Path chosen) {
    String name = Work.nameOf(chosen);
    return name.endsWith(PeerscopeDocument.ENDING)
        ? chosen
        : chosen.resolveSibling(name + PeerscopeDocument.ENDING);
  }

  /// What a newer Peerscope wrote may be copied as far as it is understood, never replaced.
  private PeerscopeDocument copyOf(Machine machine) {
    PeerscopeDocument whole = machine.documentOf(document.drawn());
    return whole.isNewer() ? PeerscopeDocument.of(document.drawn()) : whole;
  }

  private void write(Machine machine, Order order, Runnable then) {
    History states = document.history().get();
    running = true;
    disk.setOursAtWork(true);
    jobs.run(
        Lane.SAVE,
        "Saving " + Work.nameOf(order.file()),
        () -> order.carryOut(store),
        result -> {
          ended();
          take(result, machine, order, states, then);
          goOn();
        },
        defect -> {
          ended();
          Defects.report(defect);
          goOn();
        });
  }

  private void ended() {
    running = false;
    disk.setOursAtWork(false);
  }

  private void goOn() {
    while (!running && !afterwards.isEmpty()) {
      afterwards.remove().run();
    }
  }

  private void take(
      SaveResult result, Machine machine, Order order, History states, Runnable then) {
    switch (result) {
      case SaveResult.Saved(_, FileStamp stamp) -> {
        bars.dismiss(Subject.SAVING);
        document.editing().markSaved(machine.savedAs(order.file(), order.content()), states);
        disk.know(Optional.of(stamp));
        document.note("saved " + Work.nameOf(order.file()));
        then.run();
      }
      case SaveResult.NotSaved(String why) -> bars.show(notSaved(machine, order, why, then));
      case SaveResult.ChangedByOthers() -> bars.show(changed(machine, order, then));
    }
  }

  private Bar notSaved(Machine machine, Order order, String why, Runnable then) {
    return new Bar(
        Subject.SAVING,
        "Cannot save " + Work.nameOf(order.file()) + ": " + why,
        "Your changes are still here, and kept aside until they are saved.",
        List.of(
            new Answer("Save as…", () -> saveAs(machine, then)),
            new Answer("Try again", () -> save(then))));
  }

  private Bar changed(Machine machine, Order order, Runnable then) {
    bars.dismiss(Subject.DISK);
    return new Bar(
        Subject.SAVING,
        "Another program has changed "
            + Work.nameOf(order.file())
            + " since it was read; it is not saved",
        "What it holds now stays under Earlier versions when you save anyway.",
        List.of(
            new Answer("Reload", () -> disk.reload(order.file())),
            new Answer("Save anyway", () -> write(machine, order.anyway(), then)),
            new Answer("Save as…", () -> saveAs(machine, then))));
  }

  /// Goes on once nothing unsaved would be lost by it: at once, after saving, or never.
  public void leave(Runnable then) {
    if (running) {
      afterwards.add(() -> leave(then));
      return;
    }
    if (document.history().get().isSaved()) {
      then.run();
      return;
    }
    String name = document.machine().get().map(Machine::name).orElse("");
    switch (asking.beforeLeaving(name)) {
      case SAVE -> save(then);
      case DISCARD -> then.run();
      case STAY -> {}
    }
  }
}
