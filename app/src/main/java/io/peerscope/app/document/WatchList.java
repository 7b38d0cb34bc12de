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

  WatchList(Jobs jobs) {
    this.jobs = jobs;
  }

  /// In the order in which they were added.
  public ReadOnlyObjectProperty<List<Watched>> pairs() {
    return pairs.getReadOnlyProperty();
  }

  void clear() {
    jobs.cancel(Lane.WATCH);
    pairs.set(List.of());
  }

  void add(Question question, Platform platform, Context context, Operation operation) {
    boolean known = pairs.get().stream().anyMatch(it -> it.question().equals(question));
    if (!known && question.target().isPresent()) {
      pairs.set(Stream.concat(pairs.get().stream(), Stream.of(Watched.of(question))).toList());
      judge(platform, context, operation);
    }
  }

  /// Forgets a pair.
  public void remove(Question question) {
    pairs.set(pairs.get().stream().filter(it -> !it.question().equals(question)).toList());
  }

  /// The machine changed.
  ///
  /// @param moved for each function whose address changed the address before and now
  void follow(Map<PciAddress, PciAddress> moved, Platform platform) {
    pairs.set(
        pairs.get().stream()
            .map(it -> new Watched(after(it, moved, platform), it.now(), Optional.empty()))
            .filter(it -> it.question().target().isPresent())
            .toList());
  }

  private static Question after(
      Watched pair, Map<PciAddress, PciAddress> moved, Platform platform) {
    return pair.question().after(moved, it -> platform.topology().find(it).isPresent());
  }

  void judge(Platform platform, Context context, Operation operation) {
    List<Watched> asked = pairs.get();
    if (asked.isEmpty()) {
      return;
    }
    jobs.run(
        Lane.WATCH,
        "Judging the watch list",
        () -> judged(asked, new Judge(platform, context.strategy()), operation),
        pairs::set,
        Defects::report);
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
