package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The walk for one pair: look for a common bridge, count redirects on the way, else ask the root
/// complex.
final class PairRule {

  private final Topology topology;
  private final Hierarchy hierarchy;
  private final RootComplexRule rootComplex;

  PairRule(Topology topology, Hierarchy hierarchy, RootComplexRule rootComplex) {
    this.topology = topology;
    this.hierarchy = hierarchy;
    this.rootComplex = rootComplex;
  }

  MatrixSweep sweep() {
    return new MatrixSweep(hierarchy, rootComplex);
  }

  P2pDecision decide(int provider, int client) {
    return hierarchy.top[provider] == hierarchy.top[client]
        ? decideBelowCommonBridge(provider, client)
        : decideApart(provider, client);
  }

  /// The common bridge and both functions are tested themselves; bridges above it are not.
  private P2pDecision decideBelowCommonBridge(int provider, int client) {
    int common = commonBridge(provider, client);
    List<PciAddress> tested = new ArrayList<>();
    climb(provider, common, tested);
    tested.add(hierarchy.address(common));
    climb(client, common, tested);
    int distance = tested.size() - 1;
    List<PeerRedirect> answers =
        tested.stream().map(address -> PeerRedirect.of(topology.at(address))).toList();
    return switch (PeerRedirect.together(answers.stream().map(PeerRedirect::state))) {
      case OFF -> direct(provider, client, common, distance, evidence(answers, State.OFF));
      case UNTOLD -> unknown(Optional.of(distance), acsUntold(evidence(answers, State.UNTOLD)));
      case ON -> redirected(client, distance, acsRedirect(evidence(answers, State.ON)));
    };
  }

  private int commonBridge(int provider, int client) {
    int a = provider;
    int b = client;
    while (a != b) {
      if (hierarchy.depth[a] >= hierarchy.depth[b]) {
        a = hierarchy.up[a];
      } else {
        b = hierarchy.up[b];
      }
    }
    return a;
  }

  private void climb(int from, int common, List<PciAddress> into) {
    for (int at = from; at != common; at = hierarchy.up[at]) {
      into.add(hierarchy.address(at));
    }
  }

  private static List<Evidence> evidence(List<PeerRedirect> answers, State state) {
    return answers.stream()
        .filter(answer -> answer.state() == state)
        .flatMap(answer -> answer.evidence().stream())
        .toList();
  }

  private P2pDecision direct(
      int provider, int client, int common, int distance, List<Evidence> evidence) {
    String where =
        provider == client
            ? "client and target are one function, and its ACS redirects nothing"
            : "both are below %s, and no ACS on the way redirects"
                .formatted(hierarchy.address(common));
    if (provider != client && (common == provider || common == client)) {
      where =
          "one is above the other, %s, and no ACS on the way redirects"
              .formatted(hierarchy.address(common));
    }
    return new P2pDecision(
        known(P2pMapType.BUS_ADDR),
        Optional.of(distance),
        new Reason(where, "common-bridge", evidence, List.of()));
  }

  private static Reason acsRedirect(List<Evidence> evidence) {
    return new Reason(
        "ACS sends peer traffic upstream: "
            + evidence.stream()
                .map(bit -> "%s is set on %s".formatted(bit.name(), bit.about()))
                .collect(Collectors.joining(", ")),
        "acs-redirect",
        evidence,
        List.of());
  }

  private static Reason acsUntold(List<Evidence> evidence) {
    return new Reason(
        "ACS of %s is not told"
            .formatted(evidence.stream().map(Evidence::about).collect(Collectors.joining(", "))),
        "acs-unknown",
        evidence,
        List.of());
  }

  private P2pDecision redirected(int client, int distance, Reason acs) {
    Finding finding = rootComplex.askRedirected(hostBridge(client));
    return switch (finding.answer()) {
      case YES -> decision(P2pMapType.THRU_HOST_BRIDGE, distance, add(finding.reason(), acs));
      case NO ->
          decision(P2pMapType.NOT_SUPPORTED, distance, acs.because(List.of(finding.reason())));
      case UNKNOWN -> unknown(Optional.of(distance), add(finding.reason(), acs));
    };
  }

  private P2pDecision decideApart(int provider, int client) {
    Optional<HostBridge> providerBridge = hostBridge(provider);
    Optional<HostBridge> clientBridge = hostBridge(client);
    if (providerBridge.isEmpty() || clientBridge.isEmpty()) {
      return unknown(
          Optional.empty(), hierarchyUntold(providerBridge.isEmpty() ? provider : client));
    }
    int steps = hierarchy.depth[provider] + hierarchy.depth[client];
    int added = rootComplex.stepsAdded();
    Finding finding = askRootComplex(providerBridge.get(), clientBridge.get());
    return switch (finding.answer()) {
      case YES -> decision(P2pMapType.THRU_HOST_BRIDGE, steps + added, finding.reason());
      case NO -> decision(P2pMapType.NOT_SUPPORTED, steps, finding.reason());
      case UNKNOWN -> unknown(added == 0 ? Optional.of(steps) : Optional.empty(), finding.reason());
    };
  }

  private Finding askRootComplex(HostBridge provider, HostBridge client) {
    return provider.equals(client)
        ? rootComplex.askInside(Optional.of(client))
        : rootComplex.askAcross(provider, client);
  }

  private Optional<HostBridge> hostBridge(int function) {
    int end = hierarchy.end[function];
    return end == hierarchy.untold()
        ? Optional.empty()
        : Optional.of(hierarchy.hostBridges().get(end));
  }

  private Reason hierarchyUntold(int function) {
    PciAddress top = hierarchy.address(hierarchy.top[function]);
    String why =
        topology.parentOf(top) instanceof Parent.Untold untold
            ? untold.why()
            : "its root bus is not told";
    return Reason.of(
        "hierarchy-unknown",
        "what is above %s is not told".formatted(top),
        new Evidence(top.toString(), "parent", "unknown", why));
  }

  private static Reason add(Reason reason, Reason cause) {
    var because = new ArrayList<>(List.of(cause));
    because.addAll(reason.because());
    return reason.because(because);
  }

  private static P2pDecision decision(P2pMapType type, int distance, Reason reason) {
    return new P2pDecision(known(type), Optional.of(distance), reason);
  }

  private static Fact<P2pMapType> known(P2pMapType type) {
    return Fact.known(type, new Inferred("the kernel's P2PDMA procedure"));
  }

  static P2pDecision unknown(Optional<Integer> distance, Reason reason) {
    return new P2pDecision(Fact.unknown(reason.text()), distance, reason);
  }
}
