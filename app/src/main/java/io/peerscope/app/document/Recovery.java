package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.storage.Autosave;
import io.peerscope.engine.storage.Recovered;
import io.peerscope.engine.storage.StateFolder;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Offers what a program that did not end well left unsaved.
public final class Recovery {

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final StateFolder state;
  private final Autosave autosave;
  private final Saving saving;
  private final Bars bars;

  Recovery(
      WorkbenchDocument document,
      Jobs jobs,
      StateFolder state,
      Autosave autosave,
      Saving saving,
      Bars bars) {
    this.document = document;
    this.jobs = jobs;
    this.state = state;
    this.autosave = autosave;
    this.saving = saving;
    this.bars = bars;
  }

  /// Looks for what was left, and offers it in a bar.
  public void look() {
    jobs.run(
        Lane.RECOVER,
        "Looking for unsaved changes",
        () -> found(state),
        this::offer,
        Defects::report);
  }

  private static List<Recovered> found(StateFolder state) {
    try {
      return Recovered.all(state);
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private void offer(List<Recovered> found) {
    if (found.isEmpty()) {
      return;
    }
    Recovered first = found.getFirst();
    List<Recovered> rest = found.subList(1, found.size());
    String more = rest.isEmpty() ? "" : " (and %d more)".formatted(rest.size());
    bars.show(
        new Bar(
            Subject.RECOVERY,
            "Peerscope ended before %s was saved%s".formatted(nameOf(first), more),
            "Its last state is of %s, with %,d functions."
                .formatted(
                    Times.words(first.written().toInstant()),
                    first.reading().document().platform().topology().size()),
            List.of(
                new Answer("Recover", () -> recover(found)),
                new Answer("Discard", () -> discard(first, rest)))));
  }

  private static String nameOf(Recovered recovered) {
    return recovered.document().map(Work::nameOf).orElse(WorkbenchDocument.UNTITLED);
  }

  /// Whoever stays with unsaved changes is asked again.
  private void recover(List<Recovered> found) {
    offer(found);
    saving.leave(() -> {
      bars.dismiss(Subject.RECOVERY);
      Recovered first = found.getFirst();
      jobs.run(
          Lane.OPEN,
          "Recovering " + nameOf(first),
          () -> machineOf(first),
          base -> begin(base, first, found.subList(1, found.size())),
          Defects::report);
    });
  }

  /// What the file holds, or a blank page where it cannot be read any more.
  private static Machine machineOf(Recovered recovered) {
    return recovered.document().flatMap(Recovery::onDisk).orElseGet(() -> blank(recovered));
  }

  private static Optional<Machine> onDisk(Path file) {
    try {
      return Optional.of(Work.readFiles(List.of(file)));
    } catch (UncheckedIOException gone) {
      return Optional.empty();
    }
  }

  private static Machine blank(Recovered recovered) {
    var nothing = new Reading(Platform.of(Topology.empty()), List.of(), List.of());
    Origin origin =
        recovered
            .document()
            .map(file -> new Origin(Optional.of(file), isNamedAsDocument(file), Optional.empty()))
            .orElse(Origin.none());
    return new Machine(nameOf(recovered), origin, nothing, Optional.empty(), new QuotedLines());
  }

  /// A dump of which a machine was read is never replaced by a document.
  private static boolean isNamedAsDocument(Path file) {
    return Work.nameOf(file).endsWith(PeerscopeDocument.ENDING);
  }

  private void begin(Machine base, Recovered recovered, List<Recovered> rest) {
    PeerscopeDocument last = recovered.reading().document();
    Reading before = base.reading();
    var reading =
        new Reading(last.platform(), before.sources(), before.diagnostics(), Optional.of(last));
    var machine = new Machine(base.name(), base.origin(), reading, base.story(), base.quoted());
    History states =
        History.of("open " + base.name(), before.platform())
            .after("recover what was not saved", last.platform());
    document.opening().begin("recovered " + base.name(), machine, states);
    autosave.takeOver(recovered, last);
    if (isChangedSince(base, recovered)) {
      bars.show(
          new Bar(
              Subject.SAVING,
              base.name() + " was written to after this state",
              "Undo shows what the file holds. Saving replaces it, and keeps it as an earlier version.",
              List.of()));
    }
    offer(rest);
  }

  private static boolean isChangedSince(Machine base, Recovered recovered) {
    return base.origin()
        .stamp()
        .filter(stamp -> stamp.modified().compareTo(recovered.written()) > 0)
        .isPresent();
  }

  private void discard(Recovered recovered, List<Recovered> rest) {
    jobs.run(
        Lane.RECOVER,
        "Forgetting " + nameOf(recovered),
        () -> {
          try {
            recovered.discard();
          } catch (IOException stays) {
            throw new UncheckedIOException(stays);
          }
          return rest;
        },
        this::offer,
        failure -> Notices.unreadable(nameOf(recovered), failure).ifPresent(document::report));
  }
}
