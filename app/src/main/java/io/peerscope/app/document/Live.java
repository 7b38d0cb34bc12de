package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.LiveState;
import io.peerscope.engine.platform.MachineChange;
import io.peerscope.engine.platform.Platform;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The machine that the window runs on: opens it, reads it again, and on request watches what
/// changes by itself. Only sysfs and `/proc` are read, off the FX thread, and nobody is woken.
public final class Live {

  private static final int MOST_EVENTS = 1_000;
  private static final int TOLD_IN_BAR = 3;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final WorkbenchDocument document;
  private final Jobs jobs;
  private final Bars bars;
  private final ReadOnlyObjectWrapper<List<LiveEvent>> events =
      new ReadOnlyObjectWrapper<>(List.of());
  private final BooleanProperty watching = new SimpleBooleanProperty();
  private Optional<LiveState> seen = Optional.empty();
  private Optional<Machine> followed = Optional.empty();

  Live(WorkbenchDocument document, Jobs jobs, Bars bars) {
    this.document = document;
    this.jobs = jobs;
    this.bars = bars;
    document.machine().subscribe(this::follow);
    watching.subscribe(_ -> seen = Optional.empty());
  }

  /// Another machine begins with nothing seen of it.
  private void follow(Optional<Machine> machine) {
    boolean same = machine.isPresent() && followed.filter(machine.get()::isSameOpening).isPresent();
    followed = machine;
    if (!same) {
      events.set(List.of());
      seen = Optional.empty();
      watching.set(false);
      bars.dismiss(Subject.MACHINE);
    }
  }

  /// What changed, the latest first.
  public ReadOnlyObjectProperty<List<LiveEvent>> events() {
    return events.getReadOnlyProperty();
  }

  /// Whether power, links and hot-plug are looked at every few seconds.
  public BooleanProperty watching() {
    return watching;
  }

  /// Whether what is open is a running machine.
  public boolean isOpen() {
    return root().isPresent();
  }

  private Optional<Path> root() {
    return document.machine().get().flatMap(machine -> machine.origin().machineRoot());
  }

  /// Opens this machine.
  public void open() {
    open(Path.of("/"));
  }

  /// Opens the machine that a folder is the root of.
  ///
  /// @param root the folder that `sys` and `proc` are in
  public void open(Path root) {
    document.opening().openLive(root);
  }

  /// Reads the machine again: what was edited stays, everything else becomes what it says now.
  public void refresh() {
    Optional<Machine> machine = document.machine().get();
    Optional<Path> root = root();
    if (machine.isEmpty() || root.isEmpty()) {
      return;
    }
    Platform edited = document.drawn();
    jobs.run(
        Lane.OPEN,
        "Reading this machine again",
        () -> Work.readAgain(root.get(), machine.get(), edited),
        read -> take(read, machine.get(), edited),
        failure -> Notices.unreadable("this machine", failure).ifPresent(document::report));
  }

  /// What was edited meanwhile must not be lost: then it is read once more.
  @SuppressWarnings("ReferenceEquality") // each state of the machine is a value of its own
  private void take(Work.ReadAgain read, Machine before, Platform edited) {
    boolean sameMachine = document.machine().get().filter(before::isSameOpening).isPresent();
    if (!sameMachine) {
      return;
    }
    if (document.drawn() != edited) {
      refresh();
      return;
    }
    document.editing().readAgain(read);
    tell(read.changes(), read.lost());
  }

  private void tell(List<MachineChange> changes, List<PciAddress> lost) {
    note(changes);
    String count = changes.size() == 1 ? "1 change" : changes.size() + " changes";
    document.note(
        "read this machine again: " + (changes.isEmpty() ? "nothing has changed" : count));
    if (changes.isEmpty()) {
      bars.dismiss(Subject.MACHINE);
      return;
    }
    String gone =
        lost.isEmpty()
            ? ""
            : " Edited and gone: "
                + lost.stream().map(PciAddress::toString).collect(Collectors.joining(", "))
                + ".";
    bars.show(
        new Bar(
            Subject.MACHINE,
            "This machine has changed: " + firstOf(changes),
            "All of it is listed under This machine; undo shows what was there before." + gone,
            List.of()));
  }

  private static String firstOf(List<MachineChange> changes) {
    String first =
        changes.stream()
            .limit(TOLD_IN_BAR)
            .map(MachineChange::toString)
            .collect(Collectors.joining(" · "));
    int rest = changes.size() - TOLD_IN_BAR;
    return rest > 0 ? first + " · and %d more".formatted(rest) : first;
  }

  private void note(List<MachineChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    String time = LocalTime.now(ZoneId.systemDefault()).format(TIME);
    var all = new ArrayList<LiveEvent>();
    changes.forEach(change -> all.add(new LiveEvent(time, change)));
    all.addAll(events.get());
    events.set(List.copyOf(all.subList(0, Math.min(all.size(), MOST_EVENTS))));
  }

  /// Looks what has changed by itself; called every few seconds, and does nothing unless asked to
  /// watch.
  public void look() {
    Optional<Path> root = root();
    if (!watching.get() || root.isEmpty()) {
      return;
    }
    Optional<LiveState> before = seen;
    jobs.run(
        Lane.LIVE,
        "Looking at this machine",
        () -> LiveState.read(root.get()),
        now -> compare(before, now),
        Defects::report);
  }

  private void compare(Optional<LiveState> before, LiveState now) {
    if (!watching.get() || !before.equals(seen)) {
      return;
    }
    seen = Optional.of(now);
    List<MachineChange> changes = before.map(was -> was.changesTo(now)).orElse(List.of());
    note(changes);
    List<MachineChange> plugged = changes.stream().filter(MachineChange::isHotPlug).toList();
    if (!plugged.isEmpty()) {
      bars.show(
          new Bar(
              Subject.MACHINE,
              "Devices came or went: " + firstOf(plugged),
              "The drawing shows the machine as it was read; F5 reads it again.",
              List.of(new Answer("Read again", this::refresh))));
    }
  }
}
