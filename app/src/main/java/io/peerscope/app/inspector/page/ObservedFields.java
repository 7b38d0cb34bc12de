package io.peerscope.app.inspector.page;

import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// What a probe of the running machine learnt of a function and its IOMMU group, beside what was
/// predicted.
final class ObservedFields {

  private ObservedFields() {}

  static Section section(List<Observation> observed, PciFunction function) {
    Optional<String> group = function.system().iommuGroup().ifKnown().map(it -> "group " + it);
    String address = function.address().toString();
    return new Section(
        "OBSERVED BY THE PROBE",
        observed.stream()
            .filter(
                it -> it.about().equals(address) || group.filter(it.about()::equals).isPresent())
            .map(ObservedFields::field)
            .toList());
  }

  private static Field field(Observation observation) {
    String value =
        observation
            .prediction()
            .map(prediction ->
                "%s: predicted %s, seen %s"
                    .formatted(prediction.agreement(), prediction.predicted(), observation.seen()))
            .orElse(observation.seen());
    return Field.observed(observation.what(), value, observation.source());
  }
}
