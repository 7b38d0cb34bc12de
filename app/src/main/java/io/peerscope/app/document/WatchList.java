package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The DMAs that the user keeps an eye on, judged anew whenever the machine or the circumstances
/// change.
public final class WatchList {

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<List<Watched>> pairs = new ReadOnlyObjectWrapper<>(List.of());

  /// With the verdicts that were found last, even where they are of a state that is shown no more.
  private List<Watched> kept = List.of();

  WatchList(Jobs jobs) {
    this.jobs = jobs;
  }

  /// In the order in which they were added.
  public ReadOnlyObjectProperty<List<Watched>> pairs() {
    return pairs.getReadOnlyProperty();
  }

  void clear() {
    jobs.cancel(Lane.WATCH);
    show(List.of());
  }

  private void show(List<Watched> watched) {
    kept = watched;
    pairs.set(watched);
  }

  void add(Question question, Platform platform, Context context, Operation operation) {
    boolean known = kept.stream().anyMatch(it -> it.question().equals(question));
    if (!known && question.target().isPresent()) {
      show(Stream.concat(kept.stream(), Stream.of(Watched.of(question))).toList());
      judge(platform, context, operation);
      catchUp();
    }
  }

  /// Forgets a pair.
  public void remove(Question question) {
    kept = kept.stream().filter(it -> !it.question().equals(question)).toList();
    pairs.set(pairs.get().stream().filter(it -> !it.question().equals(question)).toList());
  }

  /// The machine changed.
  ///
  /// @param moved for each function whose address changed the address before and now
  void follow(Map<PciAddress, PciAddress> moved, Platform platform) {
    kept =
        kept.stream()
            .map(it -> new Watched(after(it, moved, platform), it.now(), Optional.empty()))
            .filter(it -> it.question().target().isPresent())
            .toList();
  }

  private static Question after(
      Watched pair, Map<PciAddress, PciAddress> moved, Platform platform) {
    return pair.question().after(moved, it -> platform.topology().find(it).isPresent());
  }

  /// Begins to judge them anew; [#catchUp] waits for it.
  void judge(Platform platform, Context context, Operation operation) {
    List<Watched> asked = kept;
    if (asked.isEmpty()) {
      jobs.cancel(Lane.WATCH);
      return;
    }
    jobs.run(
        Lane.WATCH,
        "Judging the watch list",
        () -> judged(asked, new Judge(platform, context.strategy()), operation),
        this::take,
        Defects::report);
  }

  /// What was taken out meanwhile stays out.
  private void take(List<Watched> judged) {
    show(
        judged.stream()
            .filter(it -> kept.stream().anyMatch(here -> here.question().equals(it.question())))
            .toList());
  }

  /// Shows the new verdicts in the frame of what changed them; those that take longer are left open
  /// until they are there.
  void catchUp() {
    jobs.await(Lane.WATCH, Jobs.WITHIN_A_FRAME);
    if (jobs.isRunning(Lane.WATCH) || kept.isEmpty()) {
      pairs.set(kept.stream().map(Watched::open).toList());
    }
  }

  private static List<Watched> judged(List<Watched> asked, Judge judge, Operation operation) {
    return asked.stream()
        .map(pair -> {
          Question question = pair.question();
          var request =
              DmaRequest.page(
                  question.client().orElseThrow(), question.target().orElseThrow(), operation);
          return pair.judged(judge.judge(request));
        })
        .toList();
  }
}
