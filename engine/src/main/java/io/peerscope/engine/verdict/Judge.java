package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaMapper;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTracer;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.MappedDma;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.PageLookup;
import io.peerscope.engine.dma.PageResolution;
import io.peerscope.engine.dma.PeerPermission;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.RootComplexTrouble;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.dma.Travel;
import io.peerscope.engine.dma.TravelPlanner;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.routing.TlpRouter;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.topology.Topology;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges DMAs on one machine: asks every gate, says what the client is programmed with, and tells
/// the way.
///
/// Building one looks at the whole machine once; judging then costs one path.
public final class Judge {

  private final Platform platform;
  private final MappingStrategy strategy;
  private final Topology topology;
  private final LinuxP2pdma policy;
  private final PageLookup pages;
  private final DmaMapper mapper;
  private final TravelPlanner planner;
  private final DmaTracer tracer;
  private final Hazards hazards;
  private final PlatformCrossing crossing;

  /// Judges with translators where they are placed, and mainline Linux below them.
  public Judge(Platform platform, TranslatorPlacement placement) {
    this(platform, MappingStrategy.of(placement));
  }

  public Judge(Platform platform, MappingStrategy strategy) {
    this.platform = platform;
    this.strategy = strategy;
    this.topology = platform.topology();
    var graph = new TopologyGraph(topology);
    this.policy = new LinuxP2pdma(platform);
    this.pages = new PageLookup(platform);
    this.mapper =
        new DmaMapper(platform, graph, strategy, policy.profile().map(KernelProfile::mapping));
    this.planner = new TravelPlanner(topology, new TlpRouter(platform, graph));
    this.tracer = new DmaTracer(platform, graph);
    this.hazards = new Hazards(platform);
    this.crossing = new PlatformCrossing(platform);
  }

  public Verdict judge(DmaRequest request) {
    PageResolution page = pages.resolve(request.target());
    if (topology.find(request.client()).isEmpty()) {
      return withoutClient(request, page);
    }
    Optional<P2pDecision> decision =
        page.page() instanceof ResolvedPage.Peer peer
            ? Optional.of(decide(request.client(), peer))
            : Optional.empty();
    Optional<PeerPermission> permission =
        page.page() instanceof ResolvedPage.Peer peer
            ? decision.map(answer -> crossing.of(permission(answer), request, peer.provider()))
            : Optional.empty();
    MappedDma dma = mapper.map(request, page, permission);
    Optional<Travel> travel = planner.plan(dma);
    Optional<RootComplexTrouble> trouble =
        travel.flatMap(ways -> RootComplexTrouble.of(platform, dma, ways));
    Optional<PeerPermission> rootComplex = aboutRootComplex(dma, permission);
    Map<Gate, GateResult> gates = gates(dma, permission, travel, rootComplex, trouble);
    List<DmaStep> steps = tracer.trace(dma, travel, rootComplex, trouble);
    Outcome outcome = Outcome.of(gates);
    return new Verdict(
        request,
        strategy,
        outcome,
        Summary.of(request, outcome, gates, page.page(), dma.mapping()),
        gates,
        decision,
        page.page(),
        dma.asked(),
        dma.mapping(),
        steps,
        hazards(dma));
  }

  /// The kernel's answer, unless the strategy has something in its place.
  private P2pDecision decide(PciAddress client, ResolvedPage.Peer page) {
    return mapper
        .ownAnswers(client, page)
        .map(answers -> OwnPolicy.decide(policy, page.provider(), client, answers))
        .orElseGet(() -> policy.decide(page.provider(), client));
  }

  /// Whether the root complex forwards is a fact of the machine, whatever the strategy asks.
  private Optional<PeerPermission> aboutRootComplex(
      MappedDma dma, Optional<PeerPermission> permission) {
    return strategy instanceof MappingStrategy.InitiatorOps
            && dma.page().page() instanceof ResolvedPage.Peer peer
        ? Optional.of(permission(policy.decide(peer.provider(), dma.request().client())))
        : permission;
  }

  private List<Hazard> hazards(MappedDma dma) {
    return Stream.concat(
            hazards
                .of(dma.request(), dma.page().page(), dma.mapping(), mapper.mask(dma.request()))
                .stream(),
            MappingHazards.of(platform, dma).stream())
        .toList();
  }

  /// The rules of the kernel's version; empty where it is older than all there are.
  Optional<KernelProfile> kernel() {
    return policy.profile();
  }

  private Verdict withoutClient(DmaRequest request, PageResolution page) {
    PciAddress client = request.client();
    Reason reason = Reason.of("no-such-function", "there is no function %s".formatted(client));
    Map<Gate, GateResult> gates = new EnumMap<>(Gate.class);
    for (Gate gate : Gate.values()) {
      gates.put(gate, new GateResult.NotAsked());
    }
    gates.put(Gate.MAPPING, new GateResult.Undetermined(List.of(reason)));
    Mapping mapping = new Mapping.Undecided(reason);
    return new Verdict(
        request,
        strategy,
        Outcome.UNDETERMINED,
        Summary.of(request, Outcome.UNDETERMINED, gates, page.page(), mapping),
        gates,
        Optional.empty(),
        page.page(),
        List.of(),
        mapping,
        List.of(),
        List.of());
  }

  private static PeerPermission permission(P2pDecision decision) {
    return new PeerPermission(kind(decision), decision.reason());
  }

  private static PeerPermission.Kind kind(P2pDecision decision) {
    return switch (decision.type()) {
      case Known<P2pMapType>(var type, _) ->
          switch (type) {
            case BUS_ADDR -> PeerPermission.Kind.DIRECT;
            case THRU_HOST_BRIDGE -> PeerPermission.Kind.THROUGH_HOST_BRIDGE;
            case NOT_SUPPORTED -> PeerPermission.Kind.REFUSED;
          };
      case Unknown<P2pMapType> _ -> PeerPermission.Kind.UNKNOWN;
    };
  }

  private Map<Gate, GateResult> gates(
      MappedDma dma,
      Optional<PeerPermission> permission,
      Optional<Travel> travel,
      Optional<PeerPermission> rootComplex,
      Optional<RootComplexTrouble> trouble) {
    Map<Gate, GateResult> gates = new EnumMap<>(Gate.class);
    gates.put(
        Gate.ROUTING,
        travel
            .map(ways ->
                MissingFacts.ofRouting(
                    trouble
                        .map(Judge::troubleGate)
                        .orElseGet(() -> RoutingGate.ask(dma, ways, rootComplex)),
                    platform,
                    dma,
                    ways,
                    rootComplex))
            .orElseGet(GateResult.NotAsked::new));
    gates.put(
        Gate.POLICY,
        permission
            .filter(_ -> dma.request().chosenIova().isEmpty())
            .map(Judge::policyGate)
            .orElseGet(GateResult.NotAsked::new));
    gates.put(
        Gate.MAPPING,
        MissingFacts.ofMapping(
            mappingGate(dma.mapping()), platform, dma, mapper.mask(dma.request())));
    gates.put(Gate.DRIVER, new GateResult.NotAsked());
    gates.put(Gate.LIBRARY, new GateResult.NotAsked());
    return gates;
  }

  private static GateResult.Answered troubleGate(RootComplexTrouble trouble) {
    return switch (trouble) {
      case RootComplexTrouble.Faults(var reason) -> new GateResult.Refused(List.of(reason));
      case RootComplexTrouble.Open(var reason) -> new GateResult.Undetermined(List.of(reason));
    };
  }

  /// VFIO asks nobody; a user's own mapping passes this gate by.
  private static GateResult policyGate(PeerPermission permission) {
    List<Reason> reasons = List.of(permission.reason());
    return switch (permission.kind()) {
      case DIRECT, THROUGH_HOST_BRIDGE -> new GateResult.Allowed(reasons);
      case REFUSED -> new GateResult.Refused(reasons);
      case UNKNOWN -> new GateResult.Undetermined(reasons);
    };
  }

  private static GateResult.Answered mappingGate(Mapping mapping) {
    List<Reason> reasons = List.of(mapping.reason());
    return switch (mapping) {
      case Mapping.Programmed _ -> new GateResult.Allowed(reasons);
      case Mapping.Failed _ -> new GateResult.Refused(reasons);
      case Mapping.Undecided _ -> new GateResult.Undetermined(reasons);
    };
  }
}
