package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.Waypoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the steps of one DMA and numbers them.
final class StepList {

  private final List<DmaStep> steps = new ArrayList<>();
  private String tlp = "";
  private Optional<Address> address = Optional.empty();

  /// The TLP and address that the following steps carry.
  void carry(String newTlp, Optional<? extends Address> newAddress) {
    tlp = newTlp;
    address = newAddress.map(known -> known);
  }

  void add(Place at, StepEvent event, String decision, String rule) {
    steps.add(
        new DmaStep(steps.size() + 1, at, event, tlp, address, decision, Optional.empty(), rule));
  }

  /// A step in which the IOMMU reads an entry of a page table.
  void walk(Place at, String decision, String rule, PageWalk walk) {
    steps.add(
        new DmaStep(
            steps.size() + 1,
            at,
            StepEvent.WALK,
            tlp,
            address,
            decision,
            Optional.empty(),
            rule,
            Optional.of(walk)));
  }

  /// A step that puts another address in the place of the one carried so far.
  void translate(Place at, StepEvent event, String decision, Address to, String rule) {
    steps.add(
        new DmaStep(steps.size() + 1, at, event, tlp, address, decision, Optional.of(to), rule));
    address = Optional.of(to);
  }

  /// A step after which the packet carries another address, or the same number in another space.
  void moveTo(
      Place at, StepEvent event, String decision, Optional<Address> carriesThen, String rule) {
    boolean changes =
        address.isPresent()
            && carriesThen.isPresent()
            && address.get().value() != carriesThen.get().value();
    if (changes) {
      translate(at, event, decision, carriesThen.get(), rule);
      return;
    }
    address = carriesThen;
    add(at, event, decision, rule);
  }

  List<DmaStep> list() {
    return List.copyOf(steps);
  }

  /// The register, row or line a reason rests on, else its code.
  static String ruleOf(Reason reason) {
    List<Evidence> evidence = reason.evidence();
    if (evidence.isEmpty()) {
      return reason.because().isEmpty() ? reason.code() : ruleOf(reason.because().getFirst());
    }
    Evidence first = evidence.getFirst();
    return "%s of %s = %s (%s)"
        .formatted(first.name(), first.about(), first.value(), first.source());
  }

  static Place place(Waypoint waypoint) {
    return switch (waypoint) {
      case Waypoint.AtFunction(var function) -> new Place.AtFunction(function);
      case Waypoint.AtHostBridge(var bus) -> new Place.AtHostBridge(bus);
    };
  }
}
