package io.peerscope.app.inspector.page;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a probe of the running machine learnt of a function and its IOMMU group, beside what was
/// predicted.
final class ObservedFields {

  private static final String GROUP = "group ";

  private ObservedFields() {}

  /// What concerns a function.
  static Section section(List<Observation> observed, PciFunction function) {
    Optional<String> group = function.system().iommuGroup().ifKnown().map(it -> GROUP + it);
    String address = function.address().toString();
    return section(
        observed, it -> it.about().equals(address) || group.filter(it.about()::equals).isPresent());
  }

  /// What concerns no function and no group: the container, the iommufd, memory.
  static Section ofMachine(List<Observation> observed) {
    return section(
        observed, it -> !it.about().startsWith(GROUP) && PciAddress.parse(it.about()).isEmpty());
  }

  private static Section section(List<Observation> observed, Predicate<Observation> wanted) {
    return new Section(
        "OBSERVED BY THE PROBE",
        observed.stream().filter(wanted).map(ObservedFields::field).toList());
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
