package io.peerscope.engine.parties;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.GroupAnswer;
import io.peerscope.engine.isolation.IommuGroups;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conditions about hierarchy, IOMMU, addresses and kernel.
final class MachineConditions {

  private final Platform platform;
  private final Situation situation;

  MachineConditions(Situation situation) {
    this.platform = situation.platform();
    this.situation = situation;
  }

  /// `pci_p2pdma_distance()` is not below zero.
  Finding kernelPermits() {
    P2pDecision decision =
        new LinuxP2pdma(platform).decide(targetAddress(), situation.client().address());
    State state =
        switch (decision.type()) {
          case Known<P2pMapType>(var type, _) ->
              type == P2pMapType.NOT_SUPPORTED ? State.NO : State.YES;
          case Unknown<P2pMapType> _ -> State.UNKNOWN;
        };
    String text =
        switch (state) {
          case YES -> "pci_p2pdma_distance() accepts the pair";
          case NO -> "pci_p2pdma_distance() refuses the pair";
          case UNKNOWN -> "whether pci_p2pdma_distance() accepts the pair is not known";
        };
    return new Finding(state, Reason.of("asks-p2pdma", text).because(List.of(decision.reason())));
  }

  private PciAddress targetAddress() {
    return situation.target().address();
  }

  /// A bridge is above both (`pci_upstream_bridge`).
  Finding commonBridge() {
    UpstreamPath client = platform.topology().upstreamPath(situation.client().address());
    UpstreamPath target = platform.topology().upstreamPath(targetAddress());
    List<PciAddress> above = client.functions().subList(1, client.functions().size());
    Optional<PciAddress> bridge = above.stream().filter(bridgesOf(target)::contains).findFirst();
    if (bridge.isPresent()) {
      return Finding.of(
          State.YES,
          "common-bridge",
          "bridge %s is above both".formatted(bridge.get()),
          new Evidence(bridge.get().toString(), "below it", "both", "the hierarchy"));
    }
    boolean told = client.end() instanceof Parent.RootBus && target.end() instanceof Parent.RootBus;
    return told
        ? Finding.of(State.NO, "no-common-bridge", "no bridge is above both")
        : Finding.of(
            State.UNKNOWN, "hierarchy-unknown", "whether a bridge is above both is not told");
  }

  private static List<PciAddress> bridgesOf(UpstreamPath path) {
    return path.functions().subList(1, path.functions().size());
  }

  /// Both are in one IOMMU group; without an IOMMU neither has one, which compares equal.
  Finding sameIommuGroup() {
    return switch (platform.iommu()) {
      case Unknown<IommuMode>(var why) ->
          Finding.of(State.UNKNOWN, "iommu-unknown", why, iommuEvidence());
      case Known<IommuMode>(var mode, _) ->
          isOff(mode)
              ? Finding.of(
                  State.YES,
                  "no-iommu-groups",
                  "no IOMMU is on, so neither has a group",
                  iommuEvidence())
              : groups();
    };
  }

  private Finding groups() {
    IommuGroups groups = IommuGroups.predict(platform);
    Optional<GroupAnswer> client =
        Optional.ofNullable(groups.answers().get(situation.client().address()));
    Optional<GroupAnswer> target = Optional.ofNullable(groups.answers().get(targetAddress()));
    if (client.isEmpty() || target.isEmpty()) {
      return Finding.of(State.UNKNOWN, "group-unknown", "their IOMMU groups are not known");
    }
    var reasons = new ArrayList<Reason>(List.of(client.get().reason(), target.get().reason()));
    if (client.get() instanceof GroupAnswer.InGroup(int a, _)
        && target.get() instanceof GroupAnswer.InGroup(int b, _)) {
      return a == b
          ? new Finding(
              State.YES,
              Reason.of("same-iommu-group", "one IOMMU group holds both").because(reasons))
          : new Finding(
              State.NO,
              Reason.of("other-iommu-group", "they are in two IOMMU groups").because(reasons));
    }
    return new Finding(
        State.UNKNOWN,
        Reason.of("group-unknown", "whether one IOMMU group holds both is not known")
            .because(reasons));
  }

  /// DMA is translated or passed through by an IOMMU.
  Finding iommuIsOn() {
    return switch (platform.iommu()) {
      case Unknown<IommuMode>(var why) ->
          Finding.of(State.UNKNOWN, "iommu-unknown", why, iommuEvidence());
      case Known<IommuMode>(var mode, _) ->
          isOff(mode)
              ? Finding.of(State.NO, "no-iommu", "no IOMMU is on", iommuEvidence())
              : Finding.of(State.YES, "iommu-on", "an IOMMU is on", iommuEvidence());
    };
  }

  private static boolean isOff(IommuMode mode) {
    return switch (mode) {
      case OFF, SWIOTLB_FORCE -> true;
      case PASSTHROUGH, TRANSLATED -> false;
    };
  }

  private Evidence iommuEvidence() {
    return switch (platform.iommu()) {
      case Known<IommuMode>(var mode, var origin) ->
          new Evidence("iommu", "mode", mode.spelling(), origin.toString());
      case Unknown<IommuMode>(var why) -> new Evidence("iommu", "mode", "unknown", why);
    };
  }

  /// The client's DMA mask covers the whole BAR; behind a translating IOMMU it need not.
  Finding barIsReachable() {
    if (platform.iommu().ifKnown().equals(Optional.of(IommuMode.TRANSLATED))) {
      return Finding.of(
          State.YES, "iommu-remaps", "the IOMMU maps the BAR within its mask", iommuEvidence());
    }
    Optional<Long> last = lastByteOfBar();
    Fact<Long> mask = situation.client().system().dmaMask();
    if (last.isEmpty() || mask.ifKnown().isEmpty()) {
      return Finding.of(
          State.UNKNOWN,
          "mask-unknown",
          "whether the client's DMA mask covers the BAR is not told",
          maskEvidence(mask));
    }
    boolean within = Long.compareUnsigned(last.get(), mask.ifKnown().get()) <= 0;
    return Finding.of(
        within ? State.YES : State.NO,
        within ? "within-mask" : "beyond-mask",
        "the BAR ends at %s, and the client's DMA mask %s it"
            .formatted(Hex.of(last.get()), within ? "covers" : "does not cover"),
        maskEvidence(mask));
  }

  private Optional<Long> lastByteOfBar() {
    Optional<Bar> bar = situation.target().bar(situation.bar());
    Optional<HostPhysicalAddress> start =
        bar.flatMap(
            found -> new BarAddresses(platform).cpuAddress(situation.target(), found).ifKnown());
    Optional<Long> size = bar.flatMap(found -> found.size().ifKnown());
    return start.isEmpty() || size.isEmpty()
        ? Optional.empty()
        : Optional.of(AddressRange.ofSize(start.get().value(), size.get()).last());
  }

  private Evidence maskEvidence(Fact<Long> mask) {
    String about = situation.client().address().toString();
    return switch (mask) {
      case Known<Long>(var value, var origin) ->
          new Evidence(about, "DMA mask", Hex.of(value), origin.toString());
      case Unknown<Long>(var why) -> new Evidence(about, "DMA mask", "unknown", why);
    };
  }

  Finding kernelFrom(String version) {
    return kernel(version, true);
  }

  Finding kernelBefore(String version) {
    return kernel(version, false);
  }

  private Finding kernel(String version, boolean from) {
    KernelVersion bound = KernelVersion.parse(version).orElseThrow();
    String wanted = (from ? "Linux %s or newer" : "Linux older than %s").formatted(version);
    return switch (platform.kernel()) {
      case Unknown<KernelVersion>(var why) ->
          Finding.of(
              State.UNKNOWN,
              "kernel-unknown",
              wanted + ": " + why,
              new Evidence("kernel", "version", "unknown", why));
      case Known<KernelVersion>(var kernel, var origin) -> {
        boolean holds = kernel.compareTo(bound) >= 0 == from;
        yield Finding.of(
            holds ? State.YES : State.NO,
            holds ? "kernel-fits" : "kernel-does-not-fit",
            "it takes %s, and the kernel is %s".formatted(wanted, kernel),
            new Evidence("kernel", "version", kernel.toString(), origin.toString()));
      }
    };
  }
}
