package io.peerscope.engine.remedy;

import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.MoveSubtree;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import io.peerscope.engine.remedy.Change.Cost;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what would have to be different for a refused DMA to be allowed: every candidate is judged
/// again, and only what is allowed then is told.
///
/// "Allowed" is what gates of software and routing say; whether the hardware keeps up with it
/// nobody has measured.
final class Remedies {

  /// Places that a card is tried at, the nearest to the target first.
  private static final int MOST_PLACES = 3;

  private static final List<AcsControl> REDIRECTS =
      List.of(
          AcsControl.P2P_REQUEST_REDIRECT,
          AcsControl.P2P_COMPLETION_REDIRECT,
          AcsControl.P2P_EGRESS_CONTROL);

  private static final Inferred TRIED = new Inferred("tried, to see what it would change");

  private final Platform platform;
  private final Topology topology;
  private final Verdict verdict;
  private final DmaRequest request;

  private Remedies(Platform platform, Verdict verdict) {
    this.platform = platform;
    this.topology = platform.topology();
    this.verdict = verdict;
    this.request = verdict.request();
  }

  /// @param verdict a refusal about this machine
  static List<Change> of(Platform platform, Verdict verdict) {
    if (platform.topology().find(verdict.request().client()).isEmpty()) {
      return List.of();
    }
    var remedies = new Remedies(platform, verdict);
    return Stream.of(
            remedies.newerKernel(),
            remedies.writeInstead(),
            remedies.withoutRedirect(),
            remedies.cardElsewhere(),
            remedies.throughMemory(),
            remedies.withoutIommu())
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Change::cost))
        .toList();
  }

  private boolean isAllowed(Platform changed, DmaRequest asked) {
    return new Judge(changed, verdict.strategy()).judge(asked).outcome() == Outcome.ALLOWED;
  }

  private Optional<Change> newerKernel() {
    Optional<KernelVersion> now = platform.kernel().ifKnown();
    return KernelProfile.all().stream()
        .map(KernelProfile::since)
        .filter(version -> version.tree() == KernelVersion.Tree.MAINLINE)
        .filter(version -> now.filter(it -> version.compareTo(it) > 0).isPresent())
        .sorted()
        .filter(version -> isAllowed(platform.withKernel(Fact.known(version, TRIED)), request))
        .findFirst()
        .map(version ->
            new Change("Run Linux %s or newer".formatted(version), Cost.SOFTWARE, "", List.of()));
  }

  private Optional<Change> writeInstead() {
    if (request.operation() == Operation.WRITE) {
      return Optional.empty();
    }
    var write =
        new DmaRequest(
            request.client(),
            request.target(),
            Operation.WRITE,
            request.size(),
            request.dmaMask(),
            request.chosenIova());
    return isAllowed(platform, write)
        ? Optional.of(
            new Change(
                "Let %s write instead".formatted(request.client()),
                Cost.OTHER_OPERATION,
                "",
                List.of()))
        : Optional.empty();
  }

  /// The functions on the way whose ACS sends peers' TLPs upstream.
  static List<PciAddress> redirecting(Platform platform, Verdict verdict) {
    Topology topology = platform.topology();
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)
        || topology.find(verdict.request().client()).isEmpty()) {
      return List.of();
    }
    List<PciAddress> client = topology.upstreamPath(verdict.request().client()).functions();
    List<PciAddress> provider = topology.upstreamPath(peer.provider()).functions();
    return Stream.concat(
            client.stream().filter(at -> !provider.contains(at)),
            Stream.concat(
                client.stream().filter(provider::contains).limit(1),
                provider.stream().filter(at -> !client.contains(at))))
        .distinct()
        .filter(at -> PeerRedirect.of(topology.at(at)).state() == PeerRedirect.State.ON)
        .toList();
  }

  /// The one port whose redirect is too much, else all of them.
  private Optional<Change> withoutRedirect() {
    List<PciAddress> ports = redirecting(platform, verdict);
    if (ports.isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(ports.stream().map(List::of), Stream.of(ports))
        .filter(some -> changed(clearing(some)).filter(it -> isAllowed(it, request)).isPresent())
        .findFirst()
        .map(this::clearRedirects);
  }

  private Change clearRedirects(List<PciAddress> ports) {
    String names = ports.stream().map(PciAddress::toString).collect(Collectors.joining(", "));
    String list = ports.stream().map(PciAddress::toString).collect(Collectors.joining(";"));
    return new Change(
        "Clear ACS redirect on " + names,
        Cost.ISOLATION,
        "pci=disable_acs_redir=" + list,
        clearing(ports));
  }

  private List<PlatformEdit> clearing(List<PciAddress> ports) {
    List<PlatformEdit> edits = new ArrayList<>();
    for (PciAddress port : ports) {
      for (AcsControl bit : REDIRECTS) {
        if (isSet(topology.at(port), bit)) {
          edits.add(new SetAcsBit(port, bit, false));
        }
      }
    }
    return edits;
  }

  private static boolean isSet(PciFunction function, AcsControl bit) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(acs -> acs)
        .flatMap(acs -> acs.control().ifKnown())
        .filter(bit::isSetIn)
        .isPresent();
  }

  private Optional<Platform> changed(List<PlatformEdit> edits) {
    Platform now = platform;
    for (PlatformEdit edit : edits) {
      switch (edit.applyTo(now)) {
        case EditResult.Applied applied -> now = applied.platform();
        case EditResult.Rejected _ -> {
          return Optional.empty();
        }
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(now);
  }

  /// A free port as near to the target as there is one.
  private Optional<Change> cardElsewhere() {
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)) {
      return Optional.empty();
    }
    List<PciAddress> above = topology.upstreamPath(peer.provider()).functions();
    return topology.functions().stream()
        .filter(Remedies::isSlot)
        .map(PciFunction::address)
        .filter(port -> topology.childrenOf(port).isEmpty())
        .sorted(Comparator.comparing(port -> -shared(port, above)))
        .limit(MOST_PLACES)
        .map(port -> new MoveSubtree(request.client(), new Place.Below(port)))
        .filter(this::isAllowedAfter)
        .findFirst()
        .map(move ->
            new Change(
                "Move %s below %s".formatted(request.client(), move.to()),
                Cost.HARDWARE,
                "",
                List.of(move)));
  }

  private static boolean isSlot(PciFunction function) {
    return function.kind() == FunctionKind.DOWNSTREAM_PORT
        || function.kind() == FunctionKind.ROOT_PORT;
  }

  private long shared(PciAddress port, List<PciAddress> above) {
    return topology.upstreamPath(port).functions().stream().filter(above::contains).count();
  }

  private boolean isAllowedAfter(MoveSubtree move) {
    return move.applyTo(platform) instanceof EditResult.Applied applied
        && applied.findings().isEmpty()
        && isAllowed(applied.platform(), moved(applied));
  }

  private DmaRequest moved(EditResult.Applied applied) {
    DmaTarget target =
        request.target() instanceof DmaTarget.FunctionMemory(var function, var bar, long offset)
            ? new DmaTarget.FunctionMemory(
                applied.moved().getOrDefault(function, function), bar, offset)
            : request.target();
    PciAddress client = applied.moved().getOrDefault(request.client(), request.client());
    return new DmaRequest(
        client,
        target,
        request.operation(),
        request.size(),
        request.dmaMask(),
        request.chosenIova());
  }

  /// Both ends reach a page of RAM.
  private Optional<Change> throughMemory() {
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)) {
      return Optional.empty();
    }
    return platform.memory().stream()
        .filter(range -> range.kind() == MemoryRange.Kind.RAM)
        .filter(range -> range.cpu().contains(range.cpu().first() + request.size() - 1))
        .max(Comparator.comparing(range -> range.cpu().size()))
        .map(range -> new DmaTarget.HostMemory(new HostPhysicalAddress(range.cpu().first())))
        .filter(ram -> reaches(request.client(), ram) && reaches(peer.provider(), ram))
        .map(_ -> new Change("Bounce through RAM", Cost.MEMORY_TRAFFIC, "", List.of()));
  }

  private boolean reaches(PciAddress client, DmaTarget ram) {
    return isAllowed(
        platform,
        new DmaRequest(client, ram, request.operation(), request.size(), request.dmaMask()));
  }

  private Optional<Change> withoutIommu() {
    return platform.iommu().ifKnown().filter(mode -> mode != IommuMode.OFF).isPresent()
            && isAllowed(platform.withIommu(Fact.known(IommuMode.OFF, TRIED)), request)
        ? Optional.of(
            new Change("Switch the IOMMU off", Cost.NO_CONFINEMENT, "iommu=off", List.of()))
        : Optional.empty();
  }
}
