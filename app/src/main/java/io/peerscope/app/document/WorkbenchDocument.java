package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.check.Checks;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.remedy.Lesson;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// What the window shows: the open machine, the circumstances, the DMA asked about, its verdict,
/// and how far one has followed it.
///
/// Everything on screen is drawn from here, and every change goes through one of the methods.
/// Reading and judging happen elsewhere, on the values of the moment; an answer to an old question
/// is dropped.
public final class WorkbenchDocument {

  static final String UNTITLED = "untitled";

  /// Checking so many functions would take processors from what the user waits for.
  private static final int LARGE = 2_000;

  private static final Duration AFTER_OPENING = Duration.ofMillis(600);

  private static final Duration AFTER_AN_EDIT = Duration.ofMillis(100);

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<Optional<Machine>> machine = optional();
  private final ReadOnlyObjectWrapper<History> history =
      new ReadOnlyObjectWrapper<>(History.of("", Platform.of(Topology.empty())));
  private final ReadOnlyObjectWrapper<List<Finding>> findings =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<EditResult.Rejected>> rejection = optional();
  private final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.TRACE);
  private final ReadOnlyObjectWrapper<Context> context =
      new ReadOnlyObjectWrapper<>(Context.standard());
  private final ReadOnlyObjectWrapper<Platform> platform =
      new ReadOnlyObjectWrapper<>(Platform.of(Topology.empty()));
  private final Selection selection = new Selection();
  private final Attention attention = new Attention();
  private final Inquiry inquiry;
  private final Pairs pairs;
  private final WatchList watchList;
  private final ScenarioRuns runs;
  private final ReadOnlyObjectWrapper<Optional<Notice>> notice = optional();
  private final ReadOnlyStringWrapper lastAction = new ReadOnlyStringWrapper("");
  private final BooleanProperty wantsDifference = new SimpleBooleanProperty(false);

  public WorkbenchDocument(Jobs jobs) {
    this.jobs = jobs;
    inquiry = new Inquiry(jobs, this::noteAnswer);
    pairs = new Pairs(jobs);
    watchList = new WatchList(jobs);
    runs = new ScenarioRuns(jobs);
    selection.first().subscribe(attention::select);
  }

  // --- what is there
  // -------------------------------------------------------------------------------

  public ReadOnlyObjectProperty<Optional<Machine>> machine() {
    return machine.getReadOnlyProperty();
  }

  /// Every state of the machine since it was opened, and which of them is shown.
  public ReadOnlyObjectProperty<History> history() {
    return history.getReadOnlyProperty();
  }

  /// The machine as read and edited, before any circumstance is chosen.
  public Platform drawn() {
    return history.get().current();
  }

  /// What the checks say of the machine.
  public ReadOnlyObjectProperty<List<Finding>> findings() {
    return findings.getReadOnlyProperty();
  }

  /// The edit that could not be made last, with what would make room for it; empty once another one
  /// was made.
  public ReadOnlyObjectProperty<Optional<EditResult.Rejected>> rejection() {
    return rejection.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Mode> mode() {
    return mode.getReadOnlyProperty();
  }

  /// The machine under the chosen circumstances; without any function while nothing is open.
  public ReadOnlyObjectProperty<Platform> platform() {
    return platform.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Context> context() {
    return context.getReadOnlyProperty();
  }

  /// The function that the inspector shows.
  public ReadOnlyObjectProperty<Optional<PciAddress>> selection() {
    return selection.first();
  }

  /// What the inspector shows: the selection, or the port that decides the step one went to last.
  public ReadOnlyObjectProperty<Optional<PciAddress>> inspected() {
    return attention.function.getReadOnlyProperty();
  }

  /// The register that decides the step one went to last.
  public ReadOnlyObjectProperty<Optional<DecidingRegister>> deciding() {
    return attention.register.getReadOnlyProperty();
  }

  /// Further functions that the next command is about, beside [#selection].
  public ReadOnlyObjectProperty<Set<PciAddress>> alsoSelected() {
    return selection.others();
  }

  /// All selected functions, the one that the inspector shows first.
  public List<PciAddress> allSelected() {
    return selection.all();
  }

  public ReadOnlyObjectProperty<Question> question() {
    return inquiry.question.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Operation> operation() {
    return inquiry.operation.getReadOnlyProperty();
  }

  /// The answer to exactly the present question; empty while it is being found.
  public ReadOnlyObjectProperty<Optional<Verdict>> verdict() {
    return inquiry.verdict.getReadOnlyProperty();
  }

  /// What the present refusal teaches; empty for other answers, and while it is being found.
  public ReadOnlyObjectProperty<Optional<Lesson>> lesson() {
    return inquiry.lesson.getReadOnlyProperty();
  }

  /// Index of the step one looks at, from 0.
  public ReadOnlyIntegerProperty step() {
    return inquiry.step.getReadOnlyProperty();
  }

  /// The verdicts of all pairs of endpoints.
  public Pairs pairs() {
    return pairs;
  }

  /// The DMAs that the user keeps an eye on.
  public WatchList watchList() {
    return watchList;
  }

  /// The scenario that is followed, with the answers to all of its DMAs.
  public ScenarioRuns runs() {
    return runs;
  }

  /// Bytes of the DMA that is asked about.
  public ReadOnlyLongProperty size() {
    return inquiry.size.getReadOnlyProperty();
  }

  /// What went wrong last, until it is dismissed or something works.
  public ReadOnlyObjectProperty<Optional<Notice>> notice() {
    return notice.getReadOnlyProperty();
  }

  /// What the user did last, for the status bar.
  public ReadOnlyStringProperty lastAction() {
    return lastAction.getReadOnlyProperty();
  }

  // --- opening
  // -------------------------------------------------------------------------------------

  /// Opens files of one machine; several are read together.
  public void open(List<Path> files) {
    if (!files.isEmpty()) {
      String name = Work.nameOf(files.getFirst());
      load(name, () -> Work.readFiles(files), false);
    }
  }

  /// Opens text that is no file, such as a pasted dump.
  public void openText(String name, String text) {
    load(name, () -> Work.readText(name, text), false);
  }

  /// Opens a file and asks about a pair worth looking at, even where the file suggests none.
  public void openWithQuestion(Path file) {
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
        failure -> Notices.unreadable(name, failure).ifPresent(this::report));
  }

  private void show(Machine read, boolean findQuestion) {
    Topology topology = read.reading().platform().topology();
    if (topology.size() == 0 && read.reading().document().isEmpty()) {
      notice.set(Optional.of(Notices.nothingUnderstood(read)));
      return;
    }
    notice.set(Optional.empty());
    inquiry.forget();
    begin(read, History.of("open " + read.name(), read.reading().platform()));
    lastAction.set("opened " + read.name());
    read.story().ifPresent(story -> inquiry.operation.set(story.operation()));
    ask(firstQuestion(read, findQuestion));
  }

  private static Question firstQuestion(Machine read, boolean findQuestion) {
    Question told = read.story().map(Story::question).orElse(Question.nothing());
    return findQuestion && told.equals(Question.nothing())
        ? OpeningQuestion.of(read.reading().platform().topology())
        : told;
  }

  /// Begins a machine from a blank page.
  public void startBlank() {
    notice.set(Optional.empty());
    inquiry.forget();
    Platform blank = Platform.of(Topology.empty());
    var nothingRead = new Reading(blank, List.of(), List.of());
    begin(
        new Machine(UNTITLED, Origin.none(), nothingRead, Optional.empty(), new QuotedLines()),
        History.of("blank page", blank));
    mode.set(Mode.DRAW);
    lastAction.set("began a blank page");
  }

  private void begin(Machine opened, History first) {
    rejection.set(Optional.empty());
    deselect();
    machine.set(Optional.of(opened));
    history.set(first);
    platform.set(context.get().applyTo(first.current()));
    pairs.show(platform.get());
    watchList.clear();
    runs.stop();
    findings.set(List.of());
    check(AFTER_OPENING);
  }

  // --- editing
  // -------------------------------------------------------------------------------------

  public void setMode(Mode newMode) {
    attention.select(selection.first().get());
    mode.set(newMode);
  }

  /// Changes the machine, or says in a notice why that cannot be.
  public EditResult edit(PlatformEdit edit) {
    EditResult result = edit.applyTo(drawn());
    switch (result) {
      case EditResult.Applied applied -> {
        show(history.get().after(edit, applied), applied.moved());
        applied.added().stream().findFirst().ifPresent(this::select);
        lastAction.set(applied.name());
      }
      case EditResult.Rejected rejected -> {
        String advice =
            rejected.fixes().isEmpty()
                ? "Nothing was changed."
                : "There is a way to make room; see Problems.";
        notice.set(Optional.of(new Notice(rejected.reason(), "", advice)));
        rejection.set(Optional.of(rejected));
      }
    }
    return result;
  }

  /// Takes functions out, each with all below it, as one change.
  public void remove(List<PciAddress> functions) {
    if (functions.size() == 1) {
      Optional<PciAddress> above = Removal.selectedAfter(drawn(), functions.getFirst());
      if (edit(Removal.of(drawn(), functions.getFirst())) instanceof EditResult.Applied) {
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
  public void edit(String name, List<PlatformEdit> edits) {
    edit(name, edits.size(), (_, n) -> edits.get(n));
  }

  /// The n-th of several edits, for the machine that those before it left.
  private interface NthEdit {
    PlatformEdit of(Platform now, int n);
  }

  private void edit(String name, int count, NthEdit edits) {
    Platform changed = drawn();
    Map<PciAddress, PciAddress> moved = Map.of();
    for (int n = 0; n < count; n++) {
      switch (edits.of(changed, n).applyTo(changed)) {
        case EditResult.Applied applied -> {
          changed = applied.platform();
          moved = Moves.both(moved, applied.moved());
        }
        case EditResult.Rejected(String reason, _) -> {
          notice.set(Optional.of(new Notice(reason, "", "Nothing was changed.")));
          return;
        }
      }
    }
    show(history.get().after(name, changed), moved);
    lastAction.set(name);
  }

  public void undo() {
    history
        .get()
        .undoName()
        .ifPresent(name -> {
          show(history.get().undo(), Map.of());
          lastAction.set("undid: " + name);
        });
  }

  public void redo() {
    history
        .get()
        .redoName()
        .ifPresent(name -> {
          show(history.get().redo(), Map.of());
          lastAction.set("redid: " + name);
        });
  }

  /// Shows another state of the history.
  public void goToState(int position) {
    if (position != history.get().position()) {
      show(history.get().at(position), Map.of());
      lastAction.set("went to: " + history.get().names().get(position));
    }
  }

  /// Shows a machine with states of its own, such as one that was recovered.
  void begin(String action, Machine opened, History states) {
    notice.set(Optional.empty());
    inquiry.forget();
    begin(opened, states);
    lastAction.set(action);
  }

  /// Goes on with another machine as the next state, such as an earlier version of it.
  void replace(String action, Platform other) {
    show(history.get().after(action, other), Map.of());
    lastAction.set(action);
  }

  /// Goes on with what the file holds now; undo gives back what was there before.
  void reload(Machine read) {
    String action = "read " + read.name() + " again";
    machine.set(Optional.of(read));
    show(history.get().after(action, read.reading().platform()).saved(), Map.of());
    lastAction.set(action);
  }

  /// Goes on with what the running machine says now; selection and question stay, and undo gives
  /// back what was shown before.
  void readAgain(Work.ReadAgain read) {
    machine.set(Optional.of(read.machine()));
    String action = "read this machine again";
    if (!read.changes().isEmpty() || !read.platform().equals(drawn())) {
      boolean nothingToLose = history.get().isSaved() && read.machine().file().isEmpty();
      History next = history.get().after(action, read.platform());
      show(nothingToLose ? next.saved() : next, Map.of());
    }
    lastAction.set(action);
  }

  /// A state is on the disk.
  ///
  /// @param as the machine with the file that it was saved to
  /// @param then the states when saving began; one may have been edited since
  void markSaved(Machine as, History then) {
    machine.set(Optional.of(as));
    history.set(history.get().savedAs(then));
  }

  /// What the disk holds is another machine.
  void markUnsaved() {
    history.set(history.get().unsaved());
  }

  private void show(History next, Map<PciAddress, PciAddress> moved) {
    notice.set(Optional.empty());
    rejection.set(Optional.empty());
    if (isOnlyAboutScenarios(next.current())) {
      history.set(next);
      platform.set(context.get().applyTo(next.current()));
      return;
    }
    Platform changed = context.get().applyTo(next.current());
    Topology there = changed.topology();
    List<PciAddress> selected = selection.after(moved, there);
    Question asked = inquiry.question.get().after(moved, it -> there.find(it).isPresent());
    pairs.showEdited(changed, moved);
    watchList.follow(moved, changed);
    watchList.judge(changed, context.get(), operation().get());
    inquiry.forget();
    selection.clear();
    history.set(next);
    platform.set(changed);
    selection.set(selected);
    inquiry.question.set(asked);
    judgeQuestion();
    runs.again(next.current().scenarios(), changed, context.get());
    pairs.catchUp();
    watchList.catchUp();
    check(AFTER_AN_EDIT);
  }

  /// What is kept of DMAs changes no answer: who looks at a step goes on doing so.
  private boolean isOnlyAboutScenarios(Platform next) {
    return !next.scenarios().equals(drawn().scenarios())
        && next.withScenarios(List.of()).equals(drawn().withScenarios(List.of()));
  }

  /// A large machine is shown first, and checked then.
  private void check(Duration later) {
    Platform snapshot = drawn();
    if (snapshot.topology().size() < LARGE) {
      jobs.run(
          Lane.CHECK,
          "Checking the machine",
          () -> Checks.of(snapshot),
          findings::set,
          Defects::report);
      return;
    }
    jobs.runAfter(
        later,
        Lane.CHECK,
        "Checking the machine",
        replaced -> replaced.getAsBoolean() ? List.of() : Checks.of(snapshot),
        findings::set,
        Defects::report);
  }

  // --- choosing
  // ------------------------------------------------------------------------------------

  public void select(PciAddress function) {
    if (platform.get().topology().find(function).isPresent()) {
      selection.set(List.of(function));
    }
  }

  /// Adds a function to what is selected, or takes it out.
  public void selectAlso(PciAddress function) {
    selection.toggle(function);
  }

  /// Selects these functions and no others.
  public void selectAll(Collection<PciAddress> functions) {
    selection.set(functions);
  }

  public void deselect() {
    selection.clear();
  }

  /// Picks a function on the canvas or in the outline: it is selected, and where it can take part
  /// in a DMA it becomes the client, the next one the target, a third the client of a new question.
  public void choose(PciAddress function) {
    select(function);
    platform
        .get()
        .topology()
        .find(function)
        .filter(FunctionWords::canTakePart)
        .ifPresent(it -> ask(inquiry.question.get().withPick(it.address())));
  }

  /// Asks about another DMA. Functions that are not there leave everything as it is, with a notice.
  public void ask(Question newQuestion) {
    Optional<PciAddress> missing =
        newQuestion
            .client()
            .filter(this::isMissing)
            .or(() -> newQuestion.targetFunction().filter(this::isMissing));
    if (missing.isPresent()) {
      notice.set(
          Optional.of(
              new Notice(
                  "There is no function " + missing.get() + " in this machine",
                  "",
                  "Choose one of the outline.")));
      return;
    }
    boolean changed = !newQuestion.equals(inquiry.question.get());
    inquiry.question.set(newQuestion);
    newQuestion.targetFunction().or(newQuestion::client).ifPresent(this::select);
    if (changed) {
      inquiry.step.set(0);
      inquiry.size.set(Inquiry.PAGE);
      runs.leaveUnlessAbout(newQuestion);
      judgeQuestion();
    }
  }

  /// Asks for another number of bytes.
  public void setSize(long bytes) {
    if (bytes > 0 && bytes != inquiry.size.get()) {
      inquiry.size.set(bytes);
      judgeQuestion();
    }
  }

  // --- scenarios
  // -----------------------------------------------------------------------------------

  /// The DMA that is asked about and the circumstances, under a name; empty while it is not
  /// complete.
  public Optional<Scenario> asScenario(String name) {
    return ScenarioText.of(inquiry.question.get(), inquiry.operation.get(), inquiry.size.get())
        .map(transfer -> asScenario(name, List.of(transfer)));
  }

  /// DMAs under the present circumstances, under a name.
  public Scenario asScenario(String name, List<Scenario.Transfer> transfers) {
    return new Scenario(name, transfers, Circumstances.of(context.get()));
  }

  /// The circumstances of a scenario in few words.
  public static String wordsOf(Scenario scenario) {
    return Circumstances.words(scenario.circumstances());
  }

  /// Follows a scenario from its first step, under its own circumstances.
  public void run(Scenario scenario) {
    runs.stop();
    setContext(Circumstances.contextOf(scenario.circumstances()));
    runs.run(scenario, platform.get(), context.get(), this::followLongest);
    lastAction.set("ran " + scenario.name());
  }

  /// Only one DMA counts again.
  public void stopScenario() {
    runs.stop();
  }

  private void followLongest() {
    runs.current().get().stream()
        .flatMap(run -> run.verdicts().stream())
        .max(Comparator.comparingInt(verdict -> verdict.steps().size()))
        .ifPresent(this::follow);
  }

  /// Takes one of the DMAs that are followed for the one that panels are about.
  public void follow(Verdict verdict) {
    inquiry.step.set(0);
    inquiry.operation.set(verdict.request().operation());
    inquiry.size.set(verdict.request().size());
    inquiry.question.set(Question.of(verdict.request().client(), verdict.request().target()));
    judgeQuestion();
  }

  /// Forgets client and target, then the selection.
  public void clear() {
    if (inquiry.question.get().equals(Question.nothing())) {
      deselect();
    }
    ask(Question.nothing());
  }

  public void setOperation(Operation newOperation) {
    if (inquiry.operation.get() != newOperation) {
      inquiry.operation.set(newOperation);
      judgeQuestion();
      watchList.judge(platform.get(), context.get(), newOperation);
      watchList.catchUp();
    }
  }

  public void setContext(Context newContext) {
    if (newContext.equals(context.get())) {
      return;
    }
    context.set(newContext);
    platform.set(newContext.applyTo(drawn()));
    runs.under(platform.get(), newContext);
    pairs.show(platform.get());
    watchList.judge(platform.get(), newContext, inquiry.operation.get());
    judgeQuestion();
    watchList.catchUp();
  }

  // --- comparing
  // -----------------------------------------------------------------------------------

  /// Where the present DMA differs from what it is compared with; empty until it was compared.
  public ReadOnlyObjectProperty<Optional<Difference>> difference() {
    return inquiry.difference.getReadOnlyProperty();
  }

  /// Takes what a comparison of the present DMA found.
  public void tell(Difference found) {
    inquiry.difference.set(Optional.of(found));
  }

  /// Tells that a file beside the machine cannot be read; anything else is a defect of ours.
  public void tellUnreadable(Path file, Throwable failure) {
    Notices.unreadable(Work.nameOf(file), failure).ifPresent(this::report);
  }

  /// Whether somebody waits for [#difference], whatever is on show.
  public BooleanProperty wantsDifference() {
    return wantsDifference;
  }

  private boolean isMissing(PciAddress function) {
    return platform.get().topology().find(function).isEmpty();
  }

  // --- following
  // -----------------------------------------------------------------------------------

  /// Looks at another step; an index outside of the trace means its nearest end.
  public void goTo(int index) {
    inquiry.goTo(index);
    if (mode.get() == Mode.TRACE) {
      verdict()
          .get()
          .map(Verdict::steps)
          .filter(steps -> !steps.isEmpty())
          .ifPresent(steps -> attention.follow(steps, inquiry.step.get()));
    }
  }

  /// Number of steps of the present verdict.
  public int stepCount() {
    return inquiry.stepCount();
  }

  // --- answers
  // -------------------------------------------------------------------------------------

  /// Keeps an eye on the pair that is asked about.
  public void watch() {
    watchList.add(inquiry.question.get(), platform.get(), context.get(), inquiry.operation.get());
    lastAction.set("watching " + inquiry.question.get());
  }

  /// Says whether somebody looks at the matrix, so that it is worked out only then.
  public void wantMatrix(boolean wanted) {
    pairs.want(wanted, platform.get());
  }

  private void judgeQuestion() {
    inquiry.judge(platform.get(), context.get());
  }

  private void noteAnswer() {
    notice.set(Optional.empty());
    lastAction.set("asked " + inquiry.question.get());
  }

  // --- the rest
  // ------------------------------------------------------------------------------------

  /// Shows a notice of a part of the window.
  public void report(Notice newNotice) {
    notice.set(Optional.of(newNotice));
  }

  public void dismissNotice() {
    notice.set(Optional.empty());
  }

  /// Remembers what the user did, for the status bar.
  public void note(String action) {
    lastAction.set(action);
  }

  private static <T> ReadOnlyObjectWrapper<Optional<T>> optional() {
    return new ReadOnlyObjectWrapper<>(Optional.empty());
  }
}
