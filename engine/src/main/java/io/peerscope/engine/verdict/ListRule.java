package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.HookAnswer;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why a strategy does not take a list as a whole, whatever it says of the elements.
final class ListRule {

  private final Platform platform;
  private final MappingStrategy strategy;
  private final Optional<KernelProfile> kernel;

  ListRule(Platform platform, MappingStrategy strategy, Optional<KernelProfile> kernel) {
    this.platform = platform;
    this.strategy = strategy;
    this.kernel = kernel;
  }

  /// @param elements every element as if it were alone
  Optional<ListReturn> check(ScatterList list, List<Verdict> elements) {
    List<Verdict> mainline = leftToMainline(elements);
    return mixed(elements, mainline).or(() -> bouncedFirst(list, mainline));
  }

  private Optional<ListReturn> mixed(List<Verdict> elements, List<Verdict> mainline) {
    if (strategy instanceof MappingStrategy.Shim) {
      return shim(elements);
    }
    return strategy.isAboveMainline() ? beforeSixZero(mainline) : Optional.empty();
  }

  /// What no hook has taken.
  private static List<Verdict> leftToMainline(List<Verdict> elements) {
    return elements.stream()
        .filter(verdict ->
            verdict.asked().stream().allMatch(answer -> answer.kind() == HookAnswer.Kind.PROCEED))
        .toList();
  }

  private static Optional<ListReturn> shim(List<Verdict> elements) {
    return isMixed(elements)
        ? Optional.of(
            failed(
                "EINVAL",
                Reason.of(
                    "mixed-list", "the shim takes lists that are all RAM or all of one device")))
        : Optional.empty();
  }

  /// `pci_p2pdma_map_sg()` reads the page map of the first page and takes it for all of them.
  private Optional<ListReturn> beforeSixZero(List<Verdict> elements) {
    boolean knowsPeers =
        kernel
            .filter(profile -> profile.mapping().refusal() != PeerMapping.Refusal.EREMOTEIO)
            .isEmpty();
    return knowsPeers || !isMixed(elements)
        ? Optional.empty()
        : Optional.of(
            new ListReturn.Failed(
                Fact.unknown("a driver must not pass such a list, and nothing checks it"),
                Reason.of(
                    "mixed-list",
                    "before 6.0 a driver maps a list by its first page, so a list must be all RAM"
                        + " or all of one device")));
  }

  private static boolean isMixed(List<Verdict> elements) {
    Set<Optional<PciAddress>> owners =
        elements.stream()
            .map(Verdict::page)
            .filter(page -> !(page instanceof ResolvedPage.Nowhere))
            .map(page ->
                page instanceof ResolvedPage.Peer peer
                    ? Optional.of(peer.provider())
                    : Optional.<PciAddress>empty())
            .collect(Collectors.toSet());
    return owners.size() > 1;
  }

  /// dma-iommu maps a list of an untrusted client page by page, through bounce buffers where a page
  /// is shared, before it looks for peer memory; and device memory cannot be bounced.
  private Optional<ListReturn> bouncedFirst(ScatterList list, List<Verdict> elements) {
    boolean peers =
        elements.stream().anyMatch(verdict -> verdict.page() instanceof ResolvedPage.Peer);
    Optional<IommuMode> iommu = platform.iommu().ifKnown();
    if (!list.untrusted()
        || !peers
        || iommu.filter(mode -> mode != IommuMode.TRANSLATED).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        iommu.isPresent()
            ? failed(
                "EIO",
                untrusted(
                    "%s is not trusted, so its lists are bounced, which device memory cannot be"
                        .formatted(list.client()),
                    iommu.get().spelling()))
            : new ListReturn.Undecided(
                untrusted(
                    "%s is not trusted, so an IOMMU would have its lists bounced, which device memory cannot be; and whether one translates is not told"
                        .formatted(list.client()),
                    "unknown")));
  }

  private static Reason untrusted(String text, String mode) {
    return Reason.of(
        "untrusted-client",
        text,
        new Evidence("iommu", "mode", mode, "the client is untrusted, as asked"));
  }

  private static ListReturn failed(String errno, Reason reason) {
    return new ListReturn.Failed(Fact.known(errno, new Inferred(reason.text())), reason);
  }
}
