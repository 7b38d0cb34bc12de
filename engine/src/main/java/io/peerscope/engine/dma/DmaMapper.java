package io.peerscope.engine.dma;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Maps a page for a client: the hooks of the strategy first, then the kernel's own DMA API.
public final class DmaMapper {

  /// What goes through the root complex is mapped like RAM; no proposal has the wrong sign of old
  /// kernels.
  private static final PeerMapping AS_RAM =
      new PeerMapping(
          PeerMapping.Offset.ADDED, PeerMapping.Through.DMA_MAP, PeerMapping.Refusal.EREMOTEIO);

  private final Platform platform;
  private final MappingStrategy strategy;
  private final PageHooks hooks;
  private final NativeMapping kernel;
  private final NativeMapping below;

  /// @param peers how this kernel maps device memory; empty where its rules are not known
  public DmaMapper(
      Platform platform,
      TopologyGraph graph,
      MappingStrategy strategy,
      Optional<PeerMapping> peers) {
    this.platform = platform;
    this.strategy = strategy;
    this.hooks = new PageHooks(platform.topology(), graph, strategy);
    this.kernel = new NativeMapping(platform, peers);
    this.below =
        strategy.isAboveMainline() ? kernel : new NativeMapping(platform, Optional.of(AS_RAM));
  }

  /// What the hooks say where the strategy does not ask the kernel's procedure first; empty where
  /// it does.
  public Optional<List<HookAnswer>> ownAnswers(PciAddress client, ResolvedPage.Peer page) {
    return strategy.decidesAlone()
        ? Optional.of(hooks.ask(client, page, Optional.empty()))
        : Optional.empty();
  }

  /// Asks the hooks, then the kernel.
  ///
  /// @param permission what is permitted between provider and client; empty unless the page is
  ///   device memory
  public MappedDma map(
      DmaRequest request, PageResolution page, Optional<PeerPermission> permission) {
    List<HookAnswer> asked =
        request.chosenIova().isPresent()
            ? List.of()
            : hooks.ask(request.client(), page.page(), permission);
    return new MappedDma(request, page, asked, mapping(request, page, asked, permission));
  }

  private Mapping mapping(
      DmaRequest request,
      PageResolution page,
      List<HookAnswer> asked,
      Optional<PeerPermission> permission) {
    if (request.chosenIova().isPresent()) {
      return userMapping(request, page, request.chosenIova().get());
    }
    return switch (page.page()) {
      case ResolvedPage.Nowhere _ -> new Undecided(page.reason());
      case ResolvedPage.Host(var address) -> kernel.ofRam(request, address);
      case ResolvedPage.Peer peer ->
          asked.isEmpty()
              ? below.ofPeer(request, peer, permission.orElseThrow())
              : answered(request, peer, asked.getLast(), permission.orElseThrow());
    };
  }

  private Mapping answered(
      DmaRequest request, ResolvedPage.Peer page, HookAnswer last, PeerPermission permission) {
    return switch (last.kind()) {
      case USE_BUS_ADDRESS ->
          NativeMapping.busAddress(page, besideTheKernel(PageHooks.answered(last)));
      case USE_AND_MAP -> mappedInIommu(request, page, PageHooks.answered(last));
      case PROCEED -> below.ofPeer(request, page, permission);
      case FAIL ->
          new Failed(
              "EREMOTEIO",
              Reason.of(
                      "peer-not-supported",
                      "%s makes the call fail with EREMOTEIO".formatted(last.asker()))
                  .because(List.of(last.reason())));
      case CANNOT_TELL -> new Undecided(last.reason());
    };
  }

  /// Where no IOMMU translates there is nothing to map into, and the bus address stays.
  private Mapping mappedInIommu(DmaRequest request, ResolvedPage.Peer page, Reason why) {
    return switch (platform.iommu()) {
      case Known<IommuMode>(var mode, var origin) -> {
        Reason reason =
            new Reason(
                why.text(),
                why.code(),
                List.of(new Evidence("iommu", "mode", mode.spelling(), origin.toString())),
                why.because());
        yield mode == IommuMode.TRANSLATED
            ? below.ofPeer(
                request, page, new PeerPermission(PeerPermission.Kind.THROUGH_HOST_BRIDGE, reason))
            : NativeMapping.busAddress(page, reason);
      }
      case Unknown<IommuMode>(var untold) ->
          new Undecided(
              Reason.of(
                  "iommu-unknown",
                  "whether the bus address is mapped in an IOMMU is not told",
                  new Evidence("iommu", "mode", "unknown", untold)));
    };
  }

  /// Where mainline would refuse, its reason stands beside the hook's.
  private Reason besideTheKernel(Reason answered) {
    return answered.because(
        Stream.concat(answered.because().stream(), kernel.platformRefusal().stream()).toList());
  }

  private Mapping userMapping(DmaRequest request, PageResolution page, Iova iova) {
    return switch (page.page()) {
      case ResolvedPage.Nowhere _ -> new Undecided(page.reason());
      case ResolvedPage.Host(var address) ->
          kernel.ofUser(request, iova, Fact.known(address, new Inferred("the target")));
      case ResolvedPage.Peer peer -> kernel.ofUser(request, iova, peer.cpu());
    };
  }

  /// The highest address the client can issue: the request's word where it has one, else the
  /// input's.
  public Fact<Long> mask(DmaRequest request) {
    return kernel.mask(request);
  }
}
