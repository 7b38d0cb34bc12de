package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The walk for one pair: look for a common bridge, count redirects on the way, else ask the root
/// complex.
final class PairRule {

  private final Topology topology;
  private final Hierarchy hierarchy;
  private final RootComplexRule rootComplex;
  private final AcsBetween acs;

  PairRule(Topology topology, Hierarchy hierarchy, RootComplexRule rootComplex, AcsBetween acs) {
    this.topology = topology;
    this.hierarchy = hierarchy;
    this.rootComplex = rootComplex;
    this.acs = acs;
  }

  /// Whether ACS lets a provider and a client below one bridge go the direct way.
  State stateBetween(PciAddress provider, PciAddress client) {
    return together(acs.ask(way(hierarchy.number(provider), hierarchy.number(client))));
  }

  private static State together(List<PeerRedirect> answers) {
    return PeerRedirect.together(answers.stream().map(PeerRedirect::state));
  }

  RootComplexAnswers rootComplexAnswers() {
    return rootComplex.answers();
  }

  P2pDecision decide(int provider, int client) {
    return hierarchy.top[provider] == hierarchy.top[client]
        ? decideBelowCommonBridge(provider, client)
        : decideApart(provider, client);
  }

  private P2pDecision decideBelowCommonBridge(int provider, int client) {
    int common = commonBridge(provider, client);
    AcsBetween.Way way = way(provider, client);
    int distance = way.steps();
    List<PeerRedirect> answers = acs.ask(way);
    return switch (together(answers)) {
      case OFF -> direct(provider, client, common, distance, evidence(answers, State.OFF));
      case UNTOLD -> unknown(Optional.of(distance), acsUntold(evidence(answers, State.UNTOLD)));
      case ON -> redirected(client, distance, acsRedirect(evidence(answers, State.ON)));
    };
  }

  private AcsBetween.Way way(int provider, int client) {
    int common = commonBridge(provider, client);
    return new AcsBetween.Way(
        climb(provider, common), topology.at(hierarchy.address(common)), climb(client, common));
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

  private List<PciFunction> climb(int from, int common) {
    List<PciFunction> climbed = new ArrayList<>();
    for (int at = from; at != common; at = hierarchy.up[at]) {
      climbed.add(topology.at(hierarchy.address(at)));
    }
    return climbed;
  }

  private static List<Evidence> evidence(List<PeerRedirect> answers, State state) {
    return answers.stream()
        .filter(answer -> answer.state() == state)
        .flatMap(answer -> answer.evidence().stream())
        .toList();
  }

  private P2pDecision direct(
      int provider, int client, int common, int distance, List<Evidence> evidence) {
    return new P2pDecision(
        known(P2pMapType.BUS_ADDR),
        Optional.of(distance),
        new Reason(whereDirect(provider, client, common), "common-bridge", evidence, List.of()));
  }

  private String whereDirect(int provider, int client, int common) {
    if (provider == client) {
      return "client and target are one function, and its ACS redirects nothing";
    }
    if (common == provider || common == client) {
      int lower = common == provider ? client : provider;
      return "%s is above %s and no port on the way redirects"
          .formatted(hierarchy.address(common), hierarchy.address(lower));
    }
    return "both are below %s and no port on the way redirects".formatted(nameOf(common));
  }

  /// A switch is named by its upstream port.
  private String nameOf(int bridge) {
    PciFunction function = topology.at(hierarchy.address(bridge));
    String kind =
        function.kind() == FunctionKind.UPSTREAM_PORT ? "switch" : function.kind().label();
    return kind + " " + function.address();
  }

  private Reason acsRedirect(List<Evidence> evidence) {
    Map<String, List<String>> bits =
        evidence.stream()
            .collect(
                Collectors.groupingBy(
                    Evidence::about,
                    LinkedHashMap::new,
                    Collectors.mapping(Evidence::name, Collectors.toList())));
    return new Reason(redirectWords(bits), "acs-redirect", evidence, List.of());
  }

  private String redirectWords(Map<String, List<String>> bits) {
    List<String> ports =
        bits.entrySet().stream().map(port -> withBits(port.getKey(), port.getValue())).toList();
    return ports.size() == 1
        ? withBits(
            bits.keySet().iterator().next() + " " + acs.words(false),
            bits.values().iterator().next())
        : Words.and(ports) + " " + acs.words(true);
  }

  private static String withBits(String words, List<String> bits) {
    return "%s (%s)".formatted(words, String.join(", ", bits));
  }

  private static Reason acsUntold(List<Evidence> evidence) {
    return new Reason(
        "ACS of %s is not told"
            .formatted(Words.and(evidence.stream().map(Evidence::about).toList())),
        "acs-unknown",
        evidence,
        List.of());
  }

  private P2pDecision redirected(int client, int distance, Reason redirect) {
    Finding finding = rootComplex.askRedirected(hostBridge(client));
    return switch (finding.answer()) {
      case YES -> decision(P2pMapType.THRU_HOST_BRIDGE, distance, add(finding.reason(), redirect));
      case NO ->
          decision(P2pMapType.NOT_SUPPORTED, distance, redirect.because(List.of(finding.reason())));
      case UNKNOWN -> unknown(Optional.of(distance), add(finding.reason(), redirect));
    };
  }

  /// What the pair gets that may not use a bridge in common, if it has one.
  P2pDecision decideApart(int provider, int client) {
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
    String why = ((Parent.Untold) topology.parentOf(top)).why();
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
