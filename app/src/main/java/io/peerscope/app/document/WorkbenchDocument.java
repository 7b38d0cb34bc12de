package io.peerscope.app.document;

import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the window shows: the open machine, the circumstances, the DMA asked about, its verdict,
/// and how far one has followed it.
///
/// Everything on screen is drawn from here, and every change goes through one of the methods.
/// Reading and judging happen elsewhere, on the values of the moment; an answer to an old question
/// is dropped.
public final class WorkbenchDocument {

  private static final String ADVICE = "Open or paste what `lspci -vvv` or `lspci -xxxx` prints.";

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<Optional<Machine>> machine = optional();
  private final ReadOnlyObjectWrapper<Context> context =
      new ReadOnlyObjectWrapper<>(Context.standard());
  private final ReadOnlyObjectWrapper<Platform> platform =
      new ReadOnlyObjectWrapper<>(Platform.of(Topology.empty()));
  private final ReadOnlyObjectWrapper<Optional<PciAddress>> selection = optional();
  private final ReadOnlyObjectWrapper<Question> question =
      new ReadOnlyObjectWrapper<>(Question.nothing());
  private final ReadOnlyObjectWrapper<Operation> operation =
      new ReadOnlyObjectWrapper<>(Operation.WRITE);
  private final ReadOnlyObjectWrapper<Optional<Verdict>> verdict = optional();
  private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(0);
  private final ReadOnlyObjectWrapper<Optional<JudgedMatrix>> matrix = optional();
  private final ReadOnlyObjectWrapper<Optional<Notice>> notice = optional();
  private final ReadOnlyStringWrapper lastAction = new ReadOnlyStringWrapper("");
  private boolean matrixWanted;

  /// The last matrix there was, whose cells mostly outlive an edit.
  private Optional<JudgedMatrix> earlierMatrix = Optional.empty();

  public WorkbenchDocument(Jobs jobs) {
    this.jobs = jobs;
  }

  // --- what is there
  // -------------------------------------------------------------------------------

  public ReadOnlyObjectProperty<Optional<Machine>> machine() {
    return machine.getReadOnlyProperty();
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
    return selection.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Question> question() {
    return question.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Operation> operation() {
    return operation.getReadOnlyProperty();
  }

  /// The answer to exactly the present question; empty while it is being found.
  public ReadOnlyObjectProperty<Optional<Verdict>> verdict() {
    return verdict.getReadOnlyProperty();
  }

  /// Index of the step one looks at, from 0.
  public ReadOnlyIntegerProperty step() {
    return step.getReadOnlyProperty();
  }

  /// All pairs of endpoints; empty unless [#wantMatrix] asked for it.
  public ReadOnlyObjectProperty<Optional<JudgedMatrix>> matrix() {
    return matrix.getReadOnlyProperty();
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

  private void load(String name, Supplier<Machine> reading, boolean findQuestion) {
    jobs.run(
        Lane.OPEN,
        "Reading " + name,
        reading,
        read -> show(read, findQuestion),
        failure -> notice.set(Optional.of(unreadable(name, failure))));
  }

  private void show(Machine read, boolean findQuestion) {
    Topology topology = read.reading().platform().topology();
    if (topology.size() == 0) {
      notice.set(Optional.of(nothingUnderstood(read)));
      return;
    }
    notice.set(Optional.empty());
    forgetAnswers();
    question.set(Question.nothing());
    selection.set(Optional.empty());
    machine.set(Optional.of(read));
    platform.set(context.get().applyTo(read.reading().platform()));
    lastAction.set("opened " + read.name());
    judgeMatrix();
    read.story().ifPresent(story -> operation.set(story.operation()));
    ask(firstQuestion(read, findQuestion));
  }

  private static Question firstQuestion(Machine read, boolean findQuestion) {
    Question told = read.story().map(Story::question).orElse(Question.nothing());
    return findQuestion && told.equals(Question.nothing())
        ? OpeningQuestion.of(read.reading().platform().topology())
        : told;
  }

  private static Notice nothingUnderstood(Machine read) {
    Optional<Diagnostic> worst =
        read.reading().diagnostics().stream()
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .findFirst()
            .or(() -> read.reading().diagnostics().stream().findFirst());
    return new Notice(
        "No PCI function found in " + read.name() + worst.map(it -> ": " + it.message()).orElse(""),
        worst.map(it -> it.position().toString()).orElse(""),
        ADVICE);
  }

  private static Notice unreadable(String name, Throwable failure) {
    return failure instanceof UncheckedIOException io
        ? new Notice(
            "Cannot read " + name + ": " + reasonOf(io), name, "Check the file, or open another.")
        : defect(failure);
  }

  private static String reasonOf(UncheckedIOException failure) {
    return switch (failure.getCause()) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case null -> String.valueOf(failure.getMessage());
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static Notice defect(Throwable failure) {
    return new Notice(
        "A defect in Peerscope: " + failure,
        "",
        "Nothing is lost; please report it together with the file.");
  }

  // --- choosing
  // ------------------------------------------------------------------------------------

  public void select(PciAddress function) {
    if (platform.get().topology().find(function).isPresent()) {
      selection.set(Optional.of(function));
    }
  }

  public void deselect() {
    selection.set(Optional.empty());
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
        .ifPresent(it -> ask(question.get().withPick(it.address())));
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
    boolean changed = !newQuestion.equals(question.get());
    question.set(newQuestion);
    newQuestion.targetFunction().or(newQuestion::client).ifPresent(this::select);
    if (changed) {
      step.set(0);
      judgeQuestion();
    }
  }

  /// Forgets client and target, then the selection.
  public void clear() {
    if (question.get().equals(Question.nothing())) {
      selection.set(Optional.empty());
    }
    ask(Question.nothing());
  }

  public void setOperation(Operation newOperation) {
    if (operation.get() != newOperation) {
      operation.set(newOperation);
      judgeQuestion();
    }
  }

  public void setContext(Context newContext) {
    if (newContext.equals(context.get())) {
      return;
    }
    context.set(newContext);
    machine.get().ifPresent(open -> platform.set(newContext.applyTo(open.reading().platform())));
    judgeMatrix();
    judgeQuestion();
  }

  private boolean isMissing(PciAddress function) {
    return platform.get().topology().find(function).isEmpty();
  }

  // --- following
  // -----------------------------------------------------------------------------------

  /// Looks at another step; an index outside of the trace means its nearest end.
  public void goTo(int index) {
    step.set(Math.clamp(index, 0, Math.max(0, stepCount() - 1)));
  }

  /// Number of steps of the present verdict.
  public int stepCount() {
    return verdict.get().map(it -> it.steps().size()).orElse(0);
  }

  // --- answers
  // -------------------------------------------------------------------------------------

  /// Says whether somebody looks at the matrix, so that it is worked out only then.
  public void wantMatrix(boolean wanted) {
    if (matrixWanted != wanted) {
      matrixWanted = wanted;
      if (wanted && matrix.get().isEmpty()) {
        judgeMatrix();
      }
    }
  }

  private void judgeMatrix() {
    matrix.set(Optional.empty());
    Platform snapshot = platform.get();
    if (!matrixWanted || snapshot.topology().size() == 0) {
      jobs.cancel(Lane.MATRIX);
      return;
    }
    Optional<JudgedMatrix> earlier = earlierMatrix;
    jobs.run(
        Lane.MATRIX,
        "Judging all pairs",
        () -> Work.matrix(snapshot, earlier),
        this::showMatrix,
        failure -> notice.set(Optional.of(defect(failure))));
  }

  private void showMatrix(JudgedMatrix result) {
    earlierMatrix = Optional.of(result);
    matrix.set(earlierMatrix);
  }

  private void judgeQuestion() {
    verdict.set(Optional.empty());
    Question asked = question.get();
    if (asked.client().isEmpty() || asked.target().isEmpty()) {
      jobs.cancel(Lane.JUDGE);
      step.set(0);
      return;
    }
    DmaRequest request = requestFor(asked.client().get(), asked.target().get());
    Platform snapshot = platform.get();
    Context under = context.get();
    jobs.run(
        Lane.JUDGE,
        "Judging " + asked,
        () -> Work.judge(snapshot, under.translators(), request),
        this::answer,
        failure -> notice.set(Optional.of(defect(failure))));
  }

  private DmaRequest requestFor(PciAddress client, DmaTarget target) {
    return DmaRequest.page(client, target, operation.get());
  }

  private void answer(Verdict result) {
    notice.set(Optional.empty());
    step.set(Math.clamp(step.get(), 0, Math.max(0, result.steps().size() - 1)));
    verdict.set(Optional.of(result));
    lastAction.set("asked " + question.get());
  }

  private void forgetAnswers() {
    jobs.cancel(Lane.JUDGE);
    verdict.set(Optional.empty());
    matrix.set(Optional.empty());
    step.set(0);
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
