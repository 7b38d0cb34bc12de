package io.peerscope.app.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.AddressColumn;
import io.peerscope.engine.dma.AddressColumns;
import io.peerscope.engine.dma.AddressTrail;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TraceState;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every DMA that one steps through: the state at a step is a value of the trace and
/// the step alone, however one came there.
class SteppingLawsTest {

  private static final int PAIRS = 12;

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final HandPulse pulse = new HandPulse();
  private final Playback playback = new Playback(document, pulse, Duration.ofMillis(100));

  static List<Path> samples() throws IOException {
    Path folder = Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  /// All that panels show of a moment.
  private record Moment(
      TraceState state,
      int pageRow,
      AddressTrail trail,
      Optional<DecidingRegister> deciding,
      Optional<PciAddress> inspected,
      double fraction) {}

  @ParameterizedTest
  @MethodSource("samples")
  void everyStateReachedBackwardsEqualsTheOneReachedForwards(Path sample) {
    document.open(List.of(sample));
    int followed = 0;
    for (Question question : questions()) {
      for (Operation operation : Operation.values()) {
        for (TranslatorPlacement placement : TranslatorPlacement.Named.values()) {
          document.setContext(document.context().get().withTranslators(placement));
          document.setOperation(operation);
          document.ask(question);
          followed += follow();
        }
      }
    }
    assertThat(followed).as("steps of " + sample.getFileName()).isGreaterThan(100);
  }

  private int follow() {
    Verdict verdict = document.verdict().get().orElseThrow();
    List<AddressColumn> columns =
        AddressColumns.of(
            document.platform().get(),
            verdict.request().client(),
            verdict.page(),
            verdict.mapping());
    List<Moment> forwards = new ArrayList<>();
    playback.last();
    playback.first();
    forwards.add(moment(verdict, columns));
    while (document.step().get() < document.stepCount() - 1) {
      playback.next();
      pulse.run(Duration.ofSeconds(1));
      forwards.add(moment(verdict, columns));
    }
    List<Moment> backwards = new ArrayList<>();
    backwards.add(moment(verdict, columns));
    while (document.step().get() > 0) {
      playback.previous();
      backwards.add(moment(verdict, columns));
    }
    Collections.reverse(backwards);
    assertThat(backwards).as(verdict.request().toString()).isEqualTo(forwards);
    assertThat(forwards.stream().map(Moment::state).toList())
        .isEqualTo(states(verdict.steps(), verdict.request().client()));
    return forwards.size();
  }

  /// One after the other, without an index.
  private static List<TraceState> states(List<DmaStep> steps, PciAddress client) {
    List<TraceState> states = new ArrayList<>();
    TraceState state = TraceState.before(client);
    for (DmaStep step : steps) {
      state = state.after(step);
      states.add(state);
    }
    return states;
  }

  private Moment moment(Verdict verdict, List<AddressColumn> columns) {
    int step = document.step().get();
    return new Moment(
        TraceState.at(verdict.steps(), verdict.request().client(), step),
        PageRow.rowAt(PageRow.of(verdict), step),
        AddressSpacePanel.trail(columns, verdict, step),
        document.deciding().get(),
        document.inspected().get(),
        playback.fraction().get());
  }

  /// Pairs of what can take part, spread over the machine.
  private List<Question> questions() {
    List<PciAddress> ends =
        document.platform().get().topology().functions().stream()
            .filter(FunctionWords::canTakePart)
            .map(function -> function.address())
            .toList();
    List<Question> all = new ArrayList<>();
    for (PciAddress client : ends) {
      for (PciAddress target : ends) {
        all.add(Question.of(client, Targets.of(target)));
      }
    }
    int every = Math.max(1, all.size() / PAIRS);
    List<Question> some = new ArrayList<>();
    for (int at = 0; at < all.size(); at += every) {
      some.add(all.get(at));
    }
    return some;
  }
}
