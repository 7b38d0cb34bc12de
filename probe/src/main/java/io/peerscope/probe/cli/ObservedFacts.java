package io.peerscope.probe.cli;

import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.format.document.Observation.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a document keeps of a run: every answer with the request that gave it, and every prediction
/// beside what was seen.
final class ObservedFacts {

  private ObservedFacts() {}

  static List<Observation> of(Findings findings) {
    var observations = new ArrayList<Observation>();
    findings
        .report()
        .learned()
        .forEach(fact ->
            observations.add(
                new Observation(
                    fact.level().name(),
                    fact.about(),
                    fact.name(),
                    fact.value(),
                    fact.source(),
                    Optional.empty())));
    findings
        .comparisons()
        .forEach(one ->
            observations.add(
                new Observation(
                    "",
                    one.about(),
                    one.what(),
                    one.observed(),
                    one.remark(),
                    Optional.of(new Prediction(one.predicted(), one.agreement().word())))));
    return List.copyOf(observations);
  }
}
