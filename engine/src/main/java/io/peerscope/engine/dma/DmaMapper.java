package io.peerscope.engine.dma;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.dma.TranslatorAnswer.Kind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Maps a page for a client: translators first, from the nearest outward, then the kernel's own DMA
/// API.
public final class DmaMapper {

  private final Translators translators;
  private final NativeMapping kernel;

  /// @param peers how this kernel maps device memory; empty where its rules are not known
  public DmaMapper(
      Platform platform,
      TopologyGraph graph,
      TranslatorPlacement placement,
      Optional<PeerMapping> peers) {
    this.translators = new Translators(platform.topology(), graph, placement);
    this.kernel = new NativeMapping(platform, peers);
  }

  /// Asks the translators, then the kernel.
  ///
  /// @param permission what the kernel says of provider and client; empty unless the page is device
  ///   memory
  public MappedDma map(
      DmaRequest request, PageResolution page, Optional<PeerPermission> permission) {
    List<TranslatorAnswer> asked =
        request.chosenIova().isPresent()
            ? List.of()
            : translators.ask(request.client(), page.page());
    return new MappedDma(request, page, asked, mapping(request, page, asked, permission));
  }

  private Mapping mapping(
      DmaRequest request,
      PageResolution page,
      List<TranslatorAnswer> asked,
      Optional<PeerPermission> permission) {
    if (request.chosenIova().isPresent()) {
      return userMapping(request, page, request.chosenIova().get());
    }
    return switch (page.page()) {
      case ResolvedPage.Nowhere _ -> new Undecided(page.reason());
      case ResolvedPage.Host(var address) -> kernel.ofRam(request, address);
      case ResolvedPage.Peer peer -> peerMapping(request, peer, asked, permission.orElseThrow());
    };
  }

  private Mapping userMapping(DmaRequest request, PageResolution page, Iova iova) {
    return switch (page.page()) {
      case ResolvedPage.Nowhere _ -> new Undecided(page.reason());
      case ResolvedPage.Host(var address) ->
          kernel.ofUser(request, iova, Fact.known(address, new Inferred("the target")));
      case ResolvedPage.Peer peer -> kernel.ofUser(request, iova, peer.cpu());
    };
  }

  private Mapping peerMapping(
      DmaRequest request,
      ResolvedPage.Peer page,
      List<TranslatorAnswer> asked,
      PeerPermission permission) {
    if (!asked.isEmpty()) {
      TranslatorAnswer last = asked.getLast();
      if (last.kind() == Kind.ANSWERS) {
        return NativeMapping.busAddress(page, answered(last));
      }
      if (last.kind() == Kind.CANNOT_TELL) {
        return new Undecided(last.reason());
      }
    }
    return kernel.ofPeer(request, page, permission);
  }

  /// Where mainline would refuse, its reason stands beside the translator's.
  private Reason answered(TranslatorAnswer answer) {
    return Reason.of(
            "translator",
            "the translator on %s answers: %s"
                .formatted(answer.translator(), answer.reason().text()))
        .because(
            Stream.concat(Stream.of(answer.reason()), kernel.platformRefusal().stream()).toList());
  }

  /// The highest address the client can issue: the request's word where it has one, else the
  /// input's.
  public Fact<Long> mask(DmaRequest request) {
    return kernel.mask(request);
  }
}
