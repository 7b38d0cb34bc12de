package io.peerscope.app.fx;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Runs work away from the FX thread and brings its value back, unless newer work replaced it.
///
/// Work sees only what it was given, so that a dropped result changes nothing.
public final class Jobs {

  /// Kinds of work; within a lane only the newest counts.
  public enum Lane {
    OPEN,
    JUDGE,
    /// Finding what would have to be different for a refused DMA.
    LESSON,
    CHECK,
    WATCH,
    SCENARIO,
    MATRIX,
    /// Arranging the rows and columns of the matrix.
    MATRIX_VIEW,
    /// Counting its verdicts.
    MATRIX_COUNT,
    /// Finding the cells of pairs that are brought out.
    LIT,
    /// Painting its cells.
    TILES,
    EXPORT_MATRIX,
    COMPARE,
    /// Saving, which is waited for and not given up half-way.
    SAVE,
    /// Looking whether others have changed the file.
    DISK,
    /// Looking what has changed on the running machine.
    LIVE,
    VERSIONS,
    /// Giving memory back that a large machine needed while it was read.
    MEMORY,
    RECOVER,
    /// Making a picture or another export.
    EXPORT,
    /// Writing it to its file, which is not given up half-way.
    EXPORT_FILE
  }

  /// Work under way that has lasted long enough to be shown.
  ///
  /// @param title what is being done, for people
  /// @param number tells jobs of the same title apart
  public record Job(Lane lane, String title, long number) {}

  /// @param outcome what is to be done with the value, once there is one
  private record Running(Job job, CompletableFuture<Runnable> outcome) {}

  /// How long an action may hold up the FX thread for what belongs into its frame.
  public static final Duration WITHIN_A_FRAME = Duration.ofMillis(12);

  private static final long PATIENCE_MILLIS = 300;

  private final Executor worker;
  private final Executor fxThread;
  private final Map<Lane, Running> running = Collections.synchronizedMap(new EnumMap<>(Lane.class));
  private final ReadOnlyObjectWrapper<List<Job>> slow = new ReadOnlyObjectWrapper<>(List.of());

  private long started;

  /// @param worker where work runs
  /// @param fxThread where results are delivered
  public Jobs(Executor worker, Executor fxThread) {
    this.worker = worker;
    this.fxThread = fxThread;
  }

  /// Does everything at once on the calling thread.
  public static Jobs immediate() {
    return new Jobs(Runnable::run, Runnable::run);
  }

  /// The jobs that have been running for more than 300 ms.
  public ReadOnlyObjectProperty<List<Job>> slow() {
    return slow.getReadOnlyProperty();
  }

  /// Starts work, replacing what runs in its lane.
  ///
  /// @param failed gets what the work threw; a defect, since bad input never throws
  public <T> void run(
      Lane lane, String title, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    run(lane, title, _ -> work.get(), done, failed);
  }

  /// Starts work that asks now and then whether it has been cancelled or replaced, and need not
  /// come to an end then.
  ///
  /// @param failed gets what the work threw
  public <T> void run(
      Lane lane,
      String title,
      Function<BooleanSupplier, T> work,
      Consumer<T> done,
      Consumer<Throwable> failed) {
    run(new Job(lane, title, ++started), worker, work, done, failed);
  }

  /// Work that begins only after a while: what the user waits for comes first. It may find that it
  /// has been replaced meanwhile, as in [#run].
  public <T> void runAfter(
      Duration wait,
      Lane lane,
      String title,
      Function<BooleanSupplier, T> work,
      Consumer<T> done,
      Consumer<Throwable> failed) {
    Executor later =
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, worker);
    run(new Job(lane, title, ++started), later, work, done, failed);
  }

  private <T> void run(
      Job job,
      Executor where,
      Function<BooleanSupplier, T> work,
      Consumer<T> done,
      Consumer<Throwable> failed) {
    var outcome = new CompletableFuture<Runnable>();
    running.put(job.lane(), new Running(job, outcome));
    showSlow();
    where.execute(() -> carryOut(job, work, done, failed, outcome));
    if (isCurrent(job)) {
      CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, fxThread)
          .execute(() -> becomeVisible(job));
    }
  }

  /// Waits for what runs in a lane and delivers it at once, so that the next frame shows it; what
  /// takes longer is delivered later, as ever. Only where results are delivered.
  ///
  /// @param most how long to wait
  public void await(Lane lane, Duration most) {
    Running awaited = running.get(lane);
    if (awaited == null) {
      return;
    }
    Runnable delivery;
    try {
      delivery = awaited.outcome.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException later) {
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    delivery.run();
  }

  /// Whether something is on its way in a lane.
  public boolean isRunning(Lane lane) {
    return running.containsKey(lane);
  }

  /// Forgets what runs in the lane; its result will be dropped.
  public void cancel(Lane lane) {
    running.remove(lane);
    showSlow();
  }

  private <T> void carryOut(
      Job job,
      Function<BooleanSupplier, T> work,
      Consumer<T> done,
      Consumer<Throwable> failed,
      CompletableFuture<Runnable> outcome) {
    Optional<T> value;
    try {
      value = Optional.of(work.apply(() -> !isCurrent(job)));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
      bring(outcome, () -> deliver(job, () -> failed.accept(defect)));
      return;
    }
    bring(outcome, () -> deliver(job, () -> done.accept(value.get())));
  }

  /// To whoever awaits it, and to everybody else; a second delivery does nothing.
  private void bring(CompletableFuture<Runnable> outcome, Runnable delivery) {
    outcome.complete(delivery);
    fxThread.execute(delivery);
  }

  private void deliver(Job job, Runnable delivery) {
    if (!isCurrent(job)) {
      return;
    }
    running.remove(job.lane());
    showSlow();
    delivery.run();
  }

  private boolean isCurrent(Job job) {
    Running newest = running.get(job.lane());
    return newest != null && newest.job.equals(job);
  }

  private void becomeVisible(Job job) {
    if (isCurrent(job)) {
      slow.set(List.copyOf(running.values()).stream().map(Running::job).toList());
    }
  }

  /// Hides what has ended; a job that has become visible stays until then.
  private void showSlow() {
    slow.set(slow.get().stream().filter(this::isCurrent).toList());
  }
}
