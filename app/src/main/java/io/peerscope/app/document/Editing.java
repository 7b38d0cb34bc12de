package io.peerscope.app.document;

import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Leads from one state of the machine to another: by an edit, by undo and redo, by what a file or
/// the running machine says now. Whatever follows from the machine is shown with it.
final class Editing {

  private static final Duration AFTER_AN_EDIT = Duration.ofMillis(100);

  private final OpenState open;
  private final Inquiry inquiry;
  private final Pairs pairs;
  private final WatchList watchList;
  private final ScenarioRuns runs;
  private final Checking checking;

  Editing(OpenState open, Following following, Jobs jobs) {
    this.open = open;
    this.inquiry = following.inquiry();
    this.pairs = following.pairs();
    this.watchList = following.watchList();
    this.runs = following.runs();
    this.checking = new Checking(open, jobs);
  }

  /// Changes the machine, or says in a notice why that cannot be.
  EditResult edit(PlatformEdit edit) {
    EditResult result = edit.applyTo(open.drawn());
    switch (result) {
      case EditResult.Applied applied -> {
        show(open.history.get().after(edit, applied), applied.moved());
        applied.added().stream().findFirst().ifPresent(this::select);
        open.lastAction.set(applied.name());
      }
      case EditResult.Rejected rejected -> {
        String advice =
            rejected.fixes().isEmpty()
                ? "Nothing was changed."
                : "There is a way to make room; see Problems.";
        open.notice.set(Optional.of(new Notice(rejected.reason(), "", advice)));
        open.rejection.set(Optional.of(rejected));
      }
    }
    return result;
  }

  /// Takes functions out, each with all below it, as one change.
  void remove(List<PciAddress> functions) {
    if (functions.size() == 1) {
      Optional<PciAddress> above = Removal.selectedAfter(open.drawn(), functions.getFirst());
      if (edit(Removal.of(open.drawn(), functions.getFirst())) instanceof EditResult.Applied) {
        above.ifPresent(this::select);
      }
      return;
    }
    edit(
        "remove %d devices".formatted(functions.size()),
        functions.size(),
        (now, n) -> Removal.of(now, functions.get(n)));
  }

  /// Makes several changes as one: all of them, or none with a notice.
  ///
  /// @param name what the history calls them
  void edit(String name, List<PlatformEdit> edits) {
    edit(name, edits.size(), (_, n) -> edits.get(n));
  }

  /// The n-th of several edits, for the machine that those before it left.
  private interface NthEdit {
    PlatformEdit of(Platform now, int n);
  }

  private void edit(String name, int count, NthEdit edits) {
    Platform changed = open.drawn();
    Map<PciAddress, PciAddress> moved = Map.of();
    for (int n = 0; n < count; n++) {
      switch (edits.of(changed, n).applyTo(changed)) {
        case EditResult.Applied applied -> {
          changed = applied.platform();
          moved = Moves.both(moved, applied.moved());
        }
        case EditResult.Rejected(String reason, _) -> {
          open.notice.set(Optional.of(new Notice(reason, "", "Nothing was changed.")));
          return;
        }
      }
    }
    show(open.history.get().after(name, changed), moved);
    open.lastAction.set(name);
  }

  void undo() {
    open.history
        .get()
        .undoName()
        .ifPresent(name -> {
          show(open.history.get().undo(), Map.of());
          open.lastAction.set("undid: " + name);
        });
  }

  void redo() {
    open.history
        .get()
        .redoName()
        .ifPresent(name -> {
          show(open.history.get().redo(), Map.of());
          open.lastAction.set("redid: " + name);
        });
  }

  /// Shows another state of the history.
  void goToState(int position) {
    if (position != open.history.get().position()) {
      show(open.history.get().at(position), Map.of());
      open.lastAction.set("went to: " + open.history.get().names().get(position));
    }
  }

  /// Goes on with another machine as the next state, such as an earlier version of it.
  void replace(String action, Platform other) {
    show(open.history.get().after(action, other), Map.of());
    open.lastAction.set(action);
  }

  /// Goes on with what the file holds now; undo gives back what was there before.
  void reload(Machine read) {
    String action = "read " + read.name() + " again";
    open.machine.set(Optional.of(read));
    show(open.history.get().after(action, read.reading().platform()).saved(), Map.of());
    open.lastAction.set(action);
  }

  /// Goes on with what the running machine says now; selection and question stay, and undo gives
  /// back what was shown before.
  void readAgain(Work.ReadAgain read) {
    open.machine.set(Optional.of(read.machine()));
    String action = "read this machine again";
    if (!read.changes().isEmpty() || !read.platform().equals(open.drawn())) {
      boolean nothingToLose = open.history.get().isSaved() && read.machine().file().isEmpty();
      History next = open.history.get().after(action, read.platform());
      show(nothingToLose ? next.saved() : next, Map.of());
    }
    open.lastAction.set(action);
  }

  /// A state is on the disk.
  ///
  /// @param as the machine with the file that it was saved to
  /// @param then the states when saving began; one may have been edited since
  void markSaved(Machine as, History then) {
    open.machine.set(Optional.of(as));
    open.history.set(open.history.get().savedAs(then));
  }

  /// What the disk holds is another machine.
  void markUnsaved() {
    open.history.set(open.history.get().unsaved());
  }

  private void show(History next, Map<PciAddress, PciAddress> moved) {
    open.notice.set(Optional.empty());
    open.rejection.set(Optional.empty());
    if (isOnlyAboutScenarios(next.current())) {
      open.history.set(next);
      open.platform.set(open.context.get().applyTo(next.current()));
      return;
    }
    Platform changed = open.context.get().applyTo(next.current());
    Topology there = changed.topology();
    List<PciAddress> selected = open.selection.after(moved, there);
    Question asked = inquiry.question.get().after(moved, it -> there.find(it).isPresent());
    pairs.showEdited(changed, moved);
    watchList.follow(moved, changed);
    watchList.judge(changed, open.context.get(), inquiry.operation.get());
    inquiry.forget();
    open.selection.clear();
    open.history.set(next);
    open.platform.set(changed);
    open.selection.set(selected);
    inquiry.question.set(asked);
    inquiry.judge(open.platform.get(), open.context.get());
    runs.again(next.current().scenarios(), changed, open.context.get());
    pairs.catchUp();
    watchList.catchUp();
    checking.check(AFTER_AN_EDIT);
  }

  /// What is kept of DMAs changes no answer: who looks at a step goes on doing so.
  private boolean isOnlyAboutScenarios(Platform next) {
    return !next.scenarios().equals(open.drawn().scenarios())
        && next.withScenarios(List.of()).equals(open.drawn().withScenarios(List.of()));
  }

  /// Selects a function, if it is there.
  void select(PciAddress function) {
    if (open.platform.get().topology().find(function).isPresent()) {
      open.selection.set(List.of(function));
    }
  }
}
