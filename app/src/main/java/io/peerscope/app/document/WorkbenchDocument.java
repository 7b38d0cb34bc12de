package io.peerscope.app.document;

import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.History;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.remedy.Lesson;
import io.peerscope.engine.verdict.Verdict;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// What the window shows: the open machine, the circumstances, the DMA asked about, its verdict,
/// and how far one has followed it.
///
/// Everything on screen is drawn from here, and every change goes through one of the methods.
/// Reading and judging happen elsewhere, on the values of the moment; an answer to an old question
/// is dropped.
public final class WorkbenchDocument {

  static final String UNTITLED = "untitled";

  private final OpenState open = new OpenState();
  private final Selection selection = open.selection;
  private final Attention attention = open.attention;
  private final Inquiry inquiry;
  private final Pairs pairs;
  private final WatchList watchList;
  private final ScenarioRuns runs;
  private final Opening opening;
  private final Editing editing;
  private final BooleanProperty wantsDifference = new SimpleBooleanProperty(false);

  public WorkbenchDocument(Jobs jobs) {
    var following = new Following(jobs, this::noteAnswer);
    inquiry = following.inquiry();
    pairs = following.pairs();
    watchList = following.watchList();
    runs = following.runs();
    editing = new Editing(open, following, jobs);
    opening = new Opening(open, following, jobs, this::ask);
    selection.first().subscribe(attention::select);
  }

  // --- what is there
  // -------------------------------------------------------------------------------

  public ReadOnlyObjectProperty<Optional<Machine>> machine() {
    return open.machine.getReadOnlyProperty();
  }

  /// Every state of the machine since it was opened, and which of them is shown.
  public ReadOnlyObjectProperty<History> history() {
    return open.history.getReadOnlyProperty();
  }

  /// The machine as read and edited, before any circumstance is chosen.
  public Platform drawn() {
    return open.drawn();
  }

  /// What the checks say of the machine.
  public ReadOnlyObjectProperty<List<Finding>> findings() {
    return open.findings.getReadOnlyProperty();
  }

  /// The edit that could not be made last, with what would make room for it; empty once another one
  /// was made.
  public ReadOnlyObjectProperty<Optional<EditResult.Rejected>> rejection() {
    return open.rejection.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Mode> mode() {
    return open.mode.getReadOnlyProperty();
  }

  /// The machine under the chosen circumstances; without any function while nothing is open.
  public ReadOnlyObjectProperty<Platform> platform() {
    return open.platform.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Context> context() {
    return open.context.getReadOnlyProperty();
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
    return open.notice.getReadOnlyProperty();
  }

  /// What the user did last, for the status bar.
  public ReadOnlyStringProperty lastAction() {
    return open.lastAction.getReadOnlyProperty();
  }

  // --- opening
  // -------------------------------------------------------------------------------------

  /// Opens files of one machine; several are read together.
  public void open(List<Path> files) {
    opening.open(files);
  }

  /// Opens text that is no file, such as a pasted dump.
  public void openText(String name, String text) {
    opening.openText(name, text);
  }

  /// Opens a file and asks about a pair worth looking at, even where the file suggests none.
  public void openWithQuestion(Path file) {
    opening.openWithQuestion(file);
  }

  /// Begins a machine from a blank page.
  public void startBlank() {
    opening.startBlank();
  }

  // --- editing
  // -------------------------------------------------------------------------------------

  public void setMode(Mode newMode) {
    attention.select(selection.first().get());
    open.mode.set(newMode);
  }

  /// Changes the machine, or says in a notice why that cannot be.
  public EditResult edit(PlatformEdit edit) {
    return editing.edit(edit);
  }

  /// Takes functions out, each with all below it, as one change.
  public void remove(List<PciAddress> functions) {
    editing.remove(functions);
  }

  /// Makes several changes as one: all of them, or none with a notice.
  ///
  /// @param name what the history calls them
  public void edit(String name, List<PlatformEdit> edits) {
    editing.edit(name, edits);
  }

  public void undo() {
    editing.undo();
  }

  public void redo() {
    editing.redo();
  }

  /// Shows another state of the history.
  public void goToState(int position) {
    editing.goToState(position);
  }

  /// What opens machines.
  Opening opening() {
    return opening;
  }

  /// What goes on with another state of the machine.
  Editing editing() {
    return editing;
  }

  // --- choosing
  // ------------------------------------------------------------------------------------

  public void select(PciAddress function) {
    editing.select(function);
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
    open.platform
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
      open.notice.set(
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
    return new Scenario(name, transfers, Circumstances.of(open.context.get()));
  }

  /// The circumstances of a scenario in few words.
  public static String wordsOf(Scenario scenario) {
    return Circumstances.words(scenario.circumstances());
  }

  /// Follows a scenario from its first step, under its own circumstances.
  public void run(Scenario scenario) {
    runs.stop();
    setContext(Circumstances.contextOf(scenario.circumstances()));
    runs.run(scenario, open.platform.get(), open.context.get(), this::followLongest);
    open.lastAction.set("ran " + scenario.name());
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
      watchList.judge(open.platform.get(), open.context.get(), newOperation);
      watchList.catchUp();
    }
  }

  public void setContext(Context newContext) {
    if (newContext.equals(open.context.get())) {
      return;
    }
    open.context.set(newContext);
    open.platform.set(newContext.applyTo(drawn()));
    runs.under(open.platform.get(), newContext);
    pairs.show(open.platform.get());
    watchList.judge(open.platform.get(), newContext, inquiry.operation.get());
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
    return open.platform.get().topology().find(function).isEmpty();
  }

  // --- following
  // -----------------------------------------------------------------------------------

  /// Looks at another step; an index outside of the trace means its nearest end.
  public void goTo(int index) {
    inquiry.goTo(index);
    if (open.mode.get() == Mode.TRACE) {
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
    watchList.add(
        inquiry.question.get(), open.platform.get(), open.context.get(), inquiry.operation.get());
    open.lastAction.set("watching " + inquiry.question.get());
  }

  /// Says whether somebody looks at the matrix, so that it is worked out only then.
  public void wantMatrix(boolean wanted) {
    pairs.want(wanted, open.platform.get());
  }

  private void judgeQuestion() {
    inquiry.judge(open.platform.get(), open.context.get());
  }

  private void noteAnswer() {
    open.notice.set(Optional.empty());
    open.lastAction.set("asked " + inquiry.question.get());
  }

  // --- the rest
  // ------------------------------------------------------------------------------------

  /// Shows a notice of a part of the window.
  public void report(Notice newNotice) {
    open.notice.set(Optional.of(newNotice));
  }

  public void dismissNotice() {
    open.notice.set(Optional.empty());
  }

  /// Remembers what the user did, for the status bar.
  public void note(String action) {
    open.lastAction.set(action);
  }
}
