package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Opens machines: reads them away from the FX thread, and puts them in the place of what was open.
final class Opening {

  private static final Duration AFTER_OPENING = Duration.ofMillis(600);

  /// By then a large machine is drawn and checked.
  private static final Duration AT_REST = Duration.ofSeconds(5);

  private final OpenState open;
  private final Following following;
  private final Jobs jobs;
  private final Checking checking;
  private final Consumer<Question> ask;

  /// @param ask asks what is worth asking of a machine that was opened
  Opening(OpenState open, Following following, Jobs jobs, Consumer<Question> ask) {
    this.open = open;
    this.following = following;
    this.jobs = jobs;
    this.checking = new Checking(open, jobs);
    this.ask = ask;
  }

  /// Opens files of one machine; several are read together.
  void open(List<Path> files) {
    if (!files.isEmpty()) {
      String name = Work.nameOf(files.getFirst());
      load(name, () -> Work.readFiles(files), false);
    }
  }

  /// Opens text that is no file, such as a pasted dump.
  void openText(String name, String text) {
    load(name, () -> Work.readText(name, text), false);
  }

  /// Opens a file and asks about a pair worth looking at, even where the file suggests none.
  void openWithQuestion(Path file) {
    load(Work.nameOf(file), () -> Work.readFiles(List.of(file)), true);
  }

  /// Opens the running machine that a folder is the root of.
  void openLive(Path root) {
    load("this machine", () -> Work.readLive(root), true);
  }

  private void load(String name, Supplier<Machine> reading, boolean findQuestion) {
    jobs.run(
        Lane.OPEN,
        "Reading " + name,
        reading,
        read -> show(read, findQuestion),
        failure -> Notices.unreadable(name, failure).ifPresent(open::tell));
  }

  private void show(Machine read, boolean findQuestion) {
    Topology topology = read.reading().platform().topology();
    if (topology.size() == 0 && read.reading().document().isEmpty()) {
      open.notice.set(Optional.of(Notices.nothingUnderstood(read)));
      return;
    }
    open.notice.set(Optional.empty());
    following.inquiry().forget();
    begin(read, History.of("open " + read.name(), read.reading().platform()));
    open.lastAction.set("opened " + read.name());
    read.story().ifPresent(story -> following.inquiry().operation.set(story.operation()));
    ask.accept(firstQuestion(read, findQuestion));
  }

  private static Question firstQuestion(Machine read, boolean findQuestion) {
    Question told = read.story().map(Story::question).orElse(Question.nothing());
    return findQuestion && told.equals(Question.nothing())
        ? OpeningQuestion.of(read.reading().platform().topology())
        : told;
  }

  /// Begins a machine from a blank page.
  void startBlank() {
    open.notice.set(Optional.empty());
    following.inquiry().forget();
    Platform blank = Platform.of(Topology.empty());
    var nothingRead = new Reading(blank, List.of(), List.of());
    begin(
        new Machine(
            WorkbenchDocument.UNTITLED,
            Origin.none(),
            nothingRead,
            Optional.empty(),
            new QuotedLines()),
        History.of("blank page", blank));
    open.mode.set(Mode.DRAW);
    open.lastAction.set("began a blank page");
  }

  private void begin(Machine opened, History first) {
    open.rejection.set(Optional.empty());
    open.selection.clear();
    open.machine.set(Optional.of(opened));
    open.history.set(first);
    open.platform.set(open.context.get().applyTo(first.current()));
    following.pairs().show(open.platform.get());
    following.watchList().clear();
    following.runs().stop();
    open.findings.set(List.of());
    checking.check(AFTER_OPENING);
    if (Checking.isLarge(open.drawn())) {
      giveMemoryBack();
    }
  }

  /// What reading it needed is garbage by then.
  private void giveMemoryBack() {
    jobs.runAfter(
        AT_REST,
        Lane.MEMORY,
        "Giving memory back",
        _ -> Work.collectGarbage(),
        _ -> {},
        Defects::report);
  }

  /// Shows a machine with states of its own, such as one that was recovered.
  void begin(String action, Machine opened, History states) {
    open.notice.set(Optional.empty());
    following.inquiry().forget();
    begin(opened, states);
    open.lastAction.set(action);
  }
}
