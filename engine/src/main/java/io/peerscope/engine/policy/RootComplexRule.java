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

/// Whether Linux trusts the root complex to forward between two functions: by processor or by list.
final class RootComplexRule {

  private final Finding cpu;
  private final HostBridgeListRule list;
  private final Optional<String> ownRules;

  /// Answers found before; they never change.
  private final Map<Crossing, Finding> across = new ConcurrentHashMap<>();

  private record Crossing(PciBus provider, PciBus client) {}

  RootComplexRule(Platform platform, KernelProfile profile) {
    this.cpu = CpuRule.ask(platform.cpu());
    this.list = new HostBridgeListRule(platform.topology(), profile);
    this.ownRules = platform.ownDmaRules();
  }

  /// Asks for traffic that turns around inside one host bridge; empty where the input does not tell
  /// which one that is.
  Finding askInside(Optional<HostBridge> bridge) {
    return either(bridge.map(list::askInside).orElseGet(RootComplexRule::bridgeUntold));
  }

  /// Asks for traffic from one host bridge to another.
  Finding askAcross(HostBridge provider, HostBridge client) {
    return across.computeIfAbsent(
        new Crossing(provider.bus(), client.bus()), _ -> decideAcross(provider, client));
  }

  private Finding decideAcross(HostBridge provider, HostBridge client) {
    Finding answer = either(list.askAcross(provider, client));
    return answer.answer() == Answer.YES || ownRules.isEmpty()
        ? answer
        : Finding.unknown(crossingByOwnRules(provider, client, ownRules.get()));
  }

  private Finding either(Finding listed) {
    if (cpu.answer() == Answer.YES) {
      return cpu;
    }
    if (listed.answer() == Answer.YES) {
      return listed;
    }
    if (cpu.answer() == Answer.UNKNOWN) {
      return Finding.unknown(cpu.reason().because(List.of(listed.reason())));
    }
    var because = new ArrayList<Reason>(listed.reason().because());
    because.add(cpu.reason());
    return new Finding(listed.answer(), listed.reason().because(because));
  }

  private static Finding bridgeUntold() {
    return Finding.unknown(
        Reason.of("host-bridge-unknown", "the host bridge above both is not told"));
  }

  private static Reason crossingByOwnRules(HostBridge provider, HostBridge client, String rules) {
    return Reason.of(
        "platform-rule-not-modelled",
        "crossing from host bridge %s to %s follows rules of the %s platform, which are not modelled"
            .formatted(client, provider, rules),
        new Evidence("platform", "name", rules, "the input"));
  }
}
