package io.peerscope.engine.dma;

import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.PlatformRules;
import io.peerscope.engine.platform.PlatformRules.Operations;
import java.util.List;
import java.util.Optional;

/// What DMA operations of the platform give, in place of the kernel's own (`get_dma_ops`,
/// `kernel/dma/mapping.c`); empty everywhere on ordinary platforms.
///
/// Such operations know no peer memory: since 6.0 `dma_pci_p2pdma_supported()` answers no, even
/// where they are bypassed. Before that, callers mapped peer pages without asking them.
final class PlatformMapping {

  private final Platform platform;
  private final Optional<PlatformRules> rules;
  private final boolean apiKnowsPeers;

  /// @param peers how this kernel maps device memory; empty where its rules are not known
  PlatformMapping(Platform platform, Optional<PeerMapping> peers) {
    this.platform = platform;
    this.rules = platform.rules();
    this.apiKnowsPeers =
        peers.filter(each -> each.refusal() != PeerMapping.Refusal.EREMOTEIO).isEmpty();
  }

  /// The operations of a platform that has its own; empty on ordinary platforms, and where its
  /// rules are not known.
  private Optional<Operations> own() {
    return rules.map(PlatformRules::operations).filter(each -> each != Operations.KERNEL);
  }

  Optional<Mapping> ofRam() {
    if (own().isEmpty()) {
      return notModelled("RAM");
    }
    return Optional.of(
        new Undecided(
            Reason.of(
                "platform-ram",
                "the DMA operations of %s map RAM by a translation table or a bypass window, and the"
                        .formatted(name())
                    + " input tells neither",
                evidence())));
  }

  Optional<Mapping> ofPeer(ResolvedPage.Peer page, PeerPermission permission) {
    if (own().isEmpty()) {
      return notModelled("device memory");
    }
    if (own().get() == Operations.PLATFORM_WITH_PEERS) {
      return Optional.of(withPeers(page, permission));
    }
    return apiKnowsPeers ? refusal().map(PlatformMapping::unsupported) : withoutApi(permission);
  }

  private static Mapping unsupported(Reason reason) {
    return new Failed("unsupported", reason);
  }

  /// Kernels whose DMA API does not know peer pages ask the operations only for what is mapped like
  /// RAM.
  private Optional<Mapping> withoutApi(PeerPermission permission) {
    return permission.kind() == PeerPermission.Kind.THROUGH_HOST_BRIDGE
        ? ofRam()
        : Optional.empty();
  }

  private Mapping withPeers(ResolvedPage.Peer page, PeerPermission permission) {
    return switch (permission.kind()) {
      case DIRECT -> NativeMapping.busAddress(page, permission.reason());
      case THROUGH_HOST_BRIDGE ->
          new Programmed(
              How.TRANSLATED,
              Fact.unknown("the entry of the translation table is the platform's choice"),
              Reason.of(
                      "platform-iova",
                      "the DMA operations of %s map it in their translation table"
                          .formatted(name()),
                      evidence())
                  .because(List.of(permission.reason())));
      case REFUSED ->
          new Failed(
              "EREMOTEIO",
              Reason.of(
                      "peer-not-supported",
                      "the DMA operations of %s refuse the page".formatted(name()),
                      evidence())
                  .because(List.of(permission.reason())));
      case UNKNOWN -> new Undecided(permission.reason());
    };
  }

  Optional<Mapping> ofUser() {
    return own().isEmpty()
        ? notModelled("what a VFIO user asks for")
        : Optional.of(
            new Undecided(
                Reason.of(
                    "platform-vfio",
                    "which addresses a VFIO user of %s may choose is not told".formatted(name()),
                    evidence())));
  }

  /// Why mainline maps no peer memory here; empty on ordinary platforms.
  Optional<Reason> refusal() {
    return own()
        .filter(each -> each == Operations.PLATFORM && apiKnowsPeers)
        .map(_ ->
            Reason.of(
                "platform-dma-ops",
                "%s has DMA operations of its own, and for those dma_pci_p2pdma_supported() answers"
                        .formatted(name())
                    + " no: mainline maps no peer memory",
                evidence()));
  }

  /// A platform whose rules are not known here, or which of the POWER platforms it is, is not told.
  private Optional<Mapping> notModelled(String what) {
    if (platform.firmware() instanceof Unknown<String>(var why)
        && platform.cpu().ifKnown().filter(Cpu::isPower).isPresent()) {
      return Optional.of(
          new Undecided(
              Reason.of(
                  "platform-unknown",
                  "how %s is mapped on POWER depends on the platform, which is not told"
                      .formatted(what),
                  new Evidence("platform", "name", "unknown", why))));
    }
    return platform
        .ownDmaRules()
        .map(name ->
            new Undecided(
                Reason.of(
                    "platform-rule-not-modelled",
                    "%s maps %s by rules of its own, which are not known here"
                        .formatted(name, what),
                    evidence())));
  }

  private String name() {
    return rules.map(PlatformRules::name).orElse("the platform");
  }

  /// Only a platform that is told has operations of its own.
  private Evidence[] evidence() {
    var told = (Known<String>) platform.firmware();
    var named = new Evidence("platform", "name", told.value(), told.origin().toString());
    return rules
        .map(row ->
            new Evidence[] {
              named,
              new Evidence("platform", "rules of " + row.name(), row.source(), row.row().toString())
            })
        .orElseGet(() -> new Evidence[] {named});
  }
}
