package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.HookAnswer.Hook;
import io.peerscope.engine.dma.HookAnswer.Kind;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
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
  /// @param trouble what the TLP meets at the root complex, if anything
  public List<DmaStep> trace(
      MappedDma dma,
      Optional<Travel> travel,
      Optional<PeerPermission> permission,
      Optional<RootComplexTrouble> trouble) {
    var steps = new StepList();
    map(steps, dma);
    if (isAskedOfTranslators(dma)) {
      askTranslators(steps, dma);
    } else {
      steps.add(client(dma), StepEvent.CLASSIFY, classified(dma), "page lookup");
      dma.asked().forEach(answer -> answer(steps, dma, StepEvent.HOOK, answer));
    }
    switch (dma.mapping()) {
      case Programmed programmed -> {
        program(steps, dma, programmed);
        travelSteps.add(steps, dma, programmed, travel.orElseThrow(), permission, trouble);
      }
      case Failed failed -> refuse(steps, dma, failed, permission);
      case Undecided(var reason) ->
          refusedTravel.addUnknown(
              steps, dma, reason, isOwnAnswer(dma) ? Optional.empty() : permission);
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
    Place nearest = dma.asked().getFirst().at();
    steps.add(
        nearest,
        StepEvent.TRANSLATOR,
        "the translator on %s, the nearest at or above the client, is asked".formatted(nearest),
        "translator placement");
    steps.add(nearest, StepEvent.CLASSIFY, classified(dma), "page lookup");
    dma.asked().forEach(answer -> answer(steps, dma, StepEvent.TRANSLATOR, answer));
  }

  private static String classified(MappedDma dma) {
    String text = dma.page().reason().text();
    return switch (dma.page().page()) {
      case ResolvedPage.Host _ -> "the page is RAM";
      case ResolvedPage.Peer _ -> "the page is device memory: " + text;
      case ResolvedPage.Nowhere _ -> "what the page is cannot be told: " + text;
    };
  }

  private static boolean isAskedOfTranslators(MappedDma dma) {
    return dma.asked().stream().anyMatch(answer -> answer.hook() == Hook.TRANSLATOR);
  }

  private static void answer(StepList steps, MappedDma dma, StepEvent event, HookAnswer answer) {
    String rule = StepList.ruleOf(answer.reason());
    String text = words(answer);
    Optional<Address> bus =
        answer.kind() == Kind.USE_BUS_ADDRESS
            ? ((Programmed) dma.mapping()).address().ifKnown()
            : Optional.empty();
    bus.ifPresentOrElse(
        to -> steps.translate(answer.at(), event, text, to, rule),
        () -> steps.add(answer.at(), event, text, rule));
  }

  private static String words(HookAnswer answer) {
    boolean translator = answer.hook() == Hook.TRANSLATOR;
    String who = translator ? answer.at().toString() : answer.asker();
    String says =
        switch (answer.kind()) {
          case USE_BUS_ADDRESS -> translator ? "gives the bus address" : "use the bus address";
          case USE_AND_MAP -> "use the bus address, and map it in the IOMMU";
          case PROCEED -> translator ? "passes it outward" : "proceed as normal";
          case FAIL -> "fail";
          case CANNOT_TELL -> "cannot tell";
        };
    return "%s%s %s: %s"
        .formatted(who, translator ? "" : " answers:", says, answer.reason().text());
  }

  private static void program(StepList steps, MappedDma dma, Programmed programmed) {
    boolean byHook = dma.asked().stream().anyMatch(asked -> asked.kind() == Kind.USE_BUS_ADDRESS);
    String rule = StepList.ruleOf(programmed.reason());
    String text = programmed.reason().text();
    Optional<Address> address = programmed.address().ifKnown();
    boolean changes = address.isPresent() && !address.equals(pageAddress(dma));
    if (changes && !byHook) {
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
    if (refusedByKernel.isPresent() && !isOwnAnswer(dma)) {
      refusedTravel.addRefusal(steps, dma, refusedByKernel.get());
      return;
    }
    steps.add(
        client(dma), StepEvent.REFUSE, failed.reason().text(), StepList.ruleOf(failed.reason()));
  }

  /// Whether the client's own operations decided, before anything could be sent.
  private static boolean isOwnAnswer(MappedDma dma) {
    return dma.asked().stream().anyMatch(answer -> answer.hook() == Hook.INITIATOR_OPS);
  }

  static Place client(MappedDma dma) {
    return new Place.AtFunction(dma.request().client());
  }
}
