package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.remedy.Lesson;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The DMA asked about, the answer to exactly that question, and how far one has followed it.
final class Inquiry {

  static final long PAGE = 4096;

  /// Many changes are tried for a lesson; the verdict is painted first.
  private static final Duration UNTIL_SEEN = Duration.ofMillis(150);

  private final Jobs jobs;
  private final Runnable answered;
  final ReadOnlyObjectWrapper<Question> question = new ReadOnlyObjectWrapper<>(Question.nothing());
  final ReadOnlyObjectWrapper<Operation> operation = new ReadOnlyObjectWrapper<>(Operation.WRITE);
  final ReadOnlyObjectWrapper<Optional<Verdict>> verdict =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  final ReadOnlyObjectWrapper<Optional<Lesson>> lesson =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// Bytes of the DMA.
  final ReadOnlyLongWrapper size = new ReadOnlyLongWrapper(PAGE);

  /// Where this DMA differs from what it is compared with; empty until it has been compared.
  final ReadOnlyObjectWrapper<Optional<Difference>> difference =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(0);

  /// @param answered what happens when a verdict is there
  Inquiry(Jobs jobs, Runnable answered) {
    this.jobs = jobs;
    this.answered = answered;
  }

  /// Finds the answer; until then there is none.
  void judge(Platform platform, Context context) {
    verdict.set(Optional.empty());
    difference.set(Optional.empty());
    unlearn();
    Question asked = question.get();
    if (!asked.isWhole()) {
      jobs.cancel(Lane.JUDGE);
      step.set(0);
      return;
    }
    var page = DmaRequest.page(asked.client().get(), asked.target().get(), operation.get());
    var request =
        new DmaRequest(page.client(), page.target(), page.operation(), size.get(), page.dmaMask());
    jobs.run(
        Lane.JUDGE,
        "Judging " + asked,
        () -> Work.judge(platform, context.strategy(), request),
        result -> take(platform, result),
        Defects::report);
  }

  private void unlearn() {
    jobs.cancel(Lane.LESSON);
    lesson.set(Optional.empty());
  }

  private void take(Platform platform, Verdict result) {
    step.set(Math.clamp(step.get(), 0, Math.max(0, result.steps().size() - 1)));
    verdict.set(Optional.of(result));
    answered.run();
    if (result.outcome() == Outcome.REFUSED) {
      jobs.runAfter(
          UNTIL_SEEN,
          Lane.LESSON,
          "Looking for what would change it",
          _ -> Lesson.of(platform, result),
          lesson::set,
          Defects::report);
    }
  }

  /// Another machine comes: neither question nor answer is about it.
  void forget() {
    jobs.cancel(Lane.JUDGE);
    verdict.set(Optional.empty());
    difference.set(Optional.empty());
    unlearn();
    step.set(0);
    size.set(PAGE);
    question.set(Question.nothing());
  }

  /// An index outside of the trace means its nearest end.
  void goTo(int index) {
    step.set(Math.clamp(index, 0, Math.max(0, stepCount() - 1)));
  }

  int stepCount() {
    return verdict.get().map(it -> it.steps().size()).orElse(0);
  }
}
