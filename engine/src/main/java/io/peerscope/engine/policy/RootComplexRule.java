package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.Finding.Answer;
import io.peerscope.engine.topology.HostBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Whether Linux trusts the root complex to forward between two functions: by processor, by list,
/// or never.
final class RootComplexRule {

  private final KernelProfile profile;
  private final Optional<Finding> cpu;
  private final Finding iommuAbsent;
  private final HostBridgeListRule list;
  private final Optional<String> ownRules;

  /// Answers found before; they never change.
  private final Map<Crossing, Finding> across = new ConcurrentHashMap<>();

  private final List<HostBridge> hostBridges;
  private Optional<RootComplexAnswers> all = Optional.empty();

  private record Crossing(PciBus provider, PciBus client) {}

  RootComplexRule(Platform platform, KernelProfile profile) {
    this.profile = profile;
    this.cpu = profile.rules().trustedCpu().map(first -> new CpuRule(first).ask(platform.cpu()));
    this.iommuAbsent = IommuAbsentRule.ask(platform.iommu());
    this.list = new HostBridgeListRule(platform.topology(), profile);
    this.hostBridges = List.copyOf(platform.topology().hostBridges());
    this.ownRules = platform.rules().isPresent() ? Optional.empty() : platform.ownDmaRules();
  }

  /// What is answered for all host bridges and all pairs of them; asked once.
  synchronized RootComplexAnswers answers() {
    if (all.isEmpty()) {
      all = Optional.of(new RootComplexAnswers(this, hostBridges));
    }
    return all.get();
  }

  /// What the distance of a pair gets on top that crosses.
  int stepsAdded() {
    return profile.rules().stepsAdded();
  }

  /// Asks for traffic that ACS sends up to one host bridge.
  Finding askRedirected(Optional<HostBridge> bridge) {
    return switch (profile.rules().redirected()) {
      case REFUSED ->
          Finding.no(
              Reason.of(
                  "redirect-refused",
                  "%s refuses every pair between which ACS redirects".formatted(profile),
                  profileLine()));
      case LIKE_CROSSING -> askInside(bridge);
    };
  }

  /// Asks for traffic that turns around inside one host bridge; empty where the input does not tell
  /// which one that is.
  Finding askInside(Optional<HostBridge> bridge) {
    return permit(bridge.map(list::askInside).orElseGet(RootComplexRule::bridgeUntold));
  }

  /// Asks for traffic from one host bridge to another.
  Finding askAcross(HostBridge provider, HostBridge client) {
    return across.computeIfAbsent(
        new Crossing(provider.bus(), client.bus()), _ -> decideAcross(provider, client));
  }

  private Finding decideAcross(HostBridge provider, HostBridge client) {
    Finding answer = permit(list.askAcross(provider, client));
    return answer.answer() == Answer.YES || ownRules.isEmpty()
        ? answer
        : Finding.unknown(crossingByOwnRules(provider, client, ownRules.get()));
  }

  private Finding permit(Finding listed) {
    return switch (profile.rules().crossing()) {
      case REFUSED ->
          Finding.no(
              Reason.of(
                  "no-common-bridge",
                  "they have no bridge in common, and %s lets no pair cross a root complex"
                      .formatted(profile),
                  profileLine()));
      case LISTED_WITHOUT_IOMMU -> both(listed, iommuAbsent);
      case LISTED -> byFirmware(cpu.map(processor -> either(processor, listed)).orElse(listed));
    };
  }

  /// What a firmware table may permit beside, which no input tells.
  private Finding byFirmware(Finding trusted) {
    return switch (profile.rules().firmware()) {
      case NOT_ASKED -> trusted;
      case HMAT ->
          trusted.answer() == Answer.NO
              ? Finding.unknown(
                  Reason.of(
                          "hmat-unknown",
                          "what the HMAT of the firmware says of a peer-to-peer path between the host"
                              + " bridges is not told, and nothing else permits it",
                          new Evidence("firmware", "HMAT", "unknown", "no input tells it"))
                      .because(List.of(trusted.reason())))
              : trusted;
    };
  }

  private Evidence profileLine() {
    return new Evidence("kernel", "profile", profile.toString(), profile.position().toString());
  }

  private static Finding both(Finding listed, Finding iommuAbsent) {
    if (listed.answer() == Answer.NO) {
      return listed;
    }
    if (iommuAbsent.answer() == Answer.YES) {
      return because(listed, iommuAbsent);
    }
    if (iommuAbsent.answer() == Answer.NO || listed.answer() == Answer.YES) {
      return because(iommuAbsent, listed);
    }
    return because(listed, iommuAbsent);
  }

  private static Finding either(Finding cpu, Finding listed) {
    if (cpu.answer() == Answer.YES) {
      return cpu;
    }
    if (listed.answer() == Answer.YES) {
      return listed;
    }
    return cpu.answer() == Answer.UNKNOWN
        ? Finding.unknown(cpu.reason().because(List.of(listed.reason())))
        : because(listed, cpu);
  }

  private static Finding because(Finding finding, Finding cause) {
    var because = new ArrayList<Reason>(finding.reason().because());
    because.add(cause.reason());
    return new Finding(finding.answer(), finding.reason().because(because));
  }

  private static Finding bridgeUntold() {
    return Finding.unknown(
        Reason.of("host-bridge-unknown", "the host bridge above both is not told"));
  }

  private static Reason crossingByOwnRules(HostBridge provider, HostBridge client, String rules) {
    return Reason.of(
        "platform-rule-not-modelled",
        "crossing from host bridge %s to %s follows rules of the %s platform, which are not known here"
            .formatted(client, provider, rules),
        new Evidence("platform", "name", rules, "the input"));
  }
}
