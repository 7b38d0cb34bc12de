package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.dma.TranslatorAnswer.Kind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import java.util.List;
import java.util.Optional;

/// Tells a DMA as a list of steps, from the driver's request to arrival, refusal or the first
/// unknown.
public final class DmaTracer {

  private final RefusedTravel refusedTravel;
  private final TravelSteps travelSteps;

  public DmaTracer(Platform platform, TopologyGraph graph) {
    this.refusedTravel = new RefusedTravel(platform.topology(), graph);
    this.travelSteps = new TravelSteps(platform);
  }

  /// All steps of a mapped DMA.
  ///
  /// @param travel the ways of the TLPs; empty where the page is nowhere
  /// @param permission what the kernel says of provider and client; empty unless the page is device
  ///   memory
  public List<DmaStep> trace(
      MappedDma dma, Optional<Travel> travel, Optional<PeerPermission> permission) {
    var steps = new StepList();
    map(steps, dma);
    askTranslators(steps, dma);
    switch (dma.mapping()) {
      case Programmed programmed -> {
        program(steps, dma, programmed);
        travelSteps.add(steps, dma, programmed, travel, permission);
      }
      case Failed failed -> refuse(steps, dma, failed, permission);
      case Undecided(var reason) -> refusedTravel.addUnknown(steps, dma, reason, permission);
    }
    return steps.list();
  }

  private static void map(StepList steps, MappedDma dma) {
    steps.carry("", pageAddress(dma));
    if (dma.request().chosenIova().isPresent()) {
      steps.add(
          client(dma),
          StepEvent.MAP,
          "the user of %s maps %s at IOVA %s"
              .formatted(
                  dma.request().client(), dma.request().target(), dma.request().chosenIova().get()),
          "VFIO_IOMMU_MAP_DMA");
      return;
    }
    steps.add(
        client(dma),
        StepEvent.MAP,
        "the driver of %s asks the DMA API for an address of %s"
            .formatted(dma.request().client(), dma.request().target()),
        "dma_map_sg");
  }

  private static Optional<Address> pageAddress(MappedDma dma) {
    Optional<HostPhysicalAddress> address =
        switch (dma.page().page()) {
          case ResolvedPage.Host(var ram) -> Optional.of(ram);
          case ResolvedPage.Peer peer -> peer.cpu().ifKnown();
          case ResolvedPage.Nowhere _ ->
              dma.request().target() instanceof DmaTarget.AnyMemory(var any)
                  ? Optional.of(any)
                  : Optional.empty();
        };
    return address.map(known -> known);
  }

  /// The nearest translator is asked and looks the page up; then each answers or passes outward.
  private static void askTranslators(StepList steps, MappedDma dma) {
    if (dma.asked().isEmpty()) {
      steps.add(client(dma), StepEvent.CLASSIFY, classified(dma), "page lookup");
      return;
    }
    Place nearest = dma.asked().getFirst().translator();
    steps.add(
        nearest,
        StepEvent.TRANSLATOR,
        "the translator on %s, the nearest at or above the client, is asked".formatted(nearest),
        "translator placement");
    steps.add(nearest, StepEvent.CLASSIFY, classified(dma), "page lookup");
    for (TranslatorAnswer answer : dma.asked()) {
      answer(steps, dma, answer);
    }
  }

  private static String classified(MappedDma dma) {
    String text = dma.page().reason().text();
    return switch (dma.page().page()) {
      case ResolvedPage.Host _ -> "the page is RAM";
      case ResolvedPage.Peer _ -> "the page is device memory: " + text;
      case ResolvedPage.Nowhere _ -> "what the page is cannot be told: " + text;
    };
  }

  private static void answer(StepList steps, MappedDma dma, TranslatorAnswer answer) {
    String rule = StepList.ruleOf(answer.reason());
    String why = answer.reason().text();
    Place at = answer.translator();
    switch (answer.kind()) {
      case PASSES_OUTWARD ->
          steps.add(at, StepEvent.TRANSLATOR, "%s passes it outward: %s".formatted(at, why), rule);
      case CANNOT_TELL ->
          steps.add(at, StepEvent.TRANSLATOR, "%s cannot tell: %s".formatted(at, why), rule);
      case ANSWERS -> {
        String text = "%s gives the bus address: %s".formatted(at, why);
        Optional<Address> bus =
            dma.mapping() instanceof Programmed(_, Fact<Address> address, _)
                ? address.ifKnown()
                : Optional.empty();
        bus.ifPresentOrElse(
            to -> steps.translate(at, StepEvent.TRANSLATOR, text, to, rule),
            () -> steps.add(at, StepEvent.TRANSLATOR, text, rule));
      }
    }
  }

  private static void program(StepList steps, MappedDma dma, Programmed programmed) {
    boolean byTranslator = dma.asked().stream().anyMatch(asked -> asked.kind() == Kind.ANSWERS);
    String rule = StepList.ruleOf(programmed.reason());
    String text = programmed.reason().text();
    Optional<Address> address = programmed.address().ifKnown();
    boolean changes = address.isPresent() && !address.equals(pageAddress(dma));
    if (changes && !byTranslator) {
      steps.translate(client(dma), StepEvent.PROGRAM, text, address.get(), rule);
      return;
    }
    steps.carry("", address);
    steps.add(client(dma), StepEvent.PROGRAM, text, rule);
  }

  private void refuse(
      StepList steps, MappedDma dma, Failed failed, Optional<PeerPermission> permission) {
    Optional<Reason> refusedByKernel =
        permission
            .filter(answer -> answer.kind() == PeerPermission.Kind.REFUSED)
            .map(PeerPermission::reason);
    if (refusedByKernel.isPresent()) {
      refusedTravel.addRefusal(steps, dma, refusedByKernel.get());
      return;
    }
    steps.add(
        client(dma), StepEvent.REFUSE, failed.reason().text(), StepList.ruleOf(failed.reason()));
  }

  static Place client(MappedDma dma) {
    return new Place.AtFunction(dma.request().client());
  }
}
