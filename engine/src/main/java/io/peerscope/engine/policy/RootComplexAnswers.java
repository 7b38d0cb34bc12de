package io.peerscope.engine.policy;

import io.peerscope.engine.topology.HostBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the root complex answers for all host bridges and all pairs of them, asked once.
///
/// Host bridges go by their number in the hierarchy; one past the last stands for "not told".
final class RootComplexAnswers {

  /// An answer for many pairs at once.
  ///
  /// @param type empty where a fact is missing
  /// @param code the deciding reason's code
  /// @param added what the distance gets on top
  record Answer(Optional<P2pMapType> type, String code, int added) {}

  private static final Answer UNTOLD = new Answer(Optional.empty(), "hierarchy-unknown", 0);

  private final RootComplexRule rule;
  private final List<HostBridge> hostBridges;
  private final List<Answer> redirected = new ArrayList<>();
  private final Answer[][] across;

  RootComplexAnswers(RootComplexRule rule, List<HostBridge> hostBridges) {
    this.rule = rule;
    this.hostBridges = hostBridges;
    int untold = hostBridges.size();
    this.across = new Answer[untold + 1][untold + 1];
    for (int provider = 0; provider <= untold; provider++) {
      redirected.add(redirected(rule.askRedirected(hostBridge(provider))));
      for (int client = 0; client <= untold; client++) {
        across[provider][client] = askApart(provider, client);
      }
    }
  }

  private Optional<HostBridge> hostBridge(int number) {
    return number == hostBridges.size() ? Optional.empty() : Optional.of(hostBridges.get(number));
  }

  /// A redirected pair that is refused is so because of ACS.
  private static Answer redirected(Finding finding) {
    return switch (finding.answer()) {
      case NO -> new Answer(Optional.of(P2pMapType.NOT_SUPPORTED), "acs-redirect", 0);
      case YES, UNKNOWN -> answer(finding, 0);
    };
  }

  private Answer askApart(int provider, int client) {
    if (provider == hostBridges.size() || client == hostBridges.size()) {
      return UNTOLD;
    }
    return provider == client
        ? answer(rule.askInside(hostBridge(provider)), rule.stepsAdded())
        : answer(
            rule.askAcross(hostBridges.get(provider), hostBridges.get(client)), rule.stepsAdded());
  }

  private static Answer answer(Finding finding, int stepsAdded) {
    String code = finding.reason().code();
    return switch (finding.answer()) {
      case YES -> new Answer(Optional.of(P2pMapType.THRU_HOST_BRIDGE), code, stepsAdded);
      case NO -> new Answer(Optional.of(P2pMapType.NOT_SUPPORTED), code, 0);
      case UNKNOWN -> new Answer(Optional.empty(), code, stepsAdded);
    };
  }

  /// The answer for two functions of one tree between which ACS redirects.
  Answer redirected(int hostBridge) {
    return redirected.get(hostBridge);
  }

  /// The answer for two functions that no bridge joins.
  Answer apart(int provider, int client) {
    return across[provider][client];
  }

  /// The number that stands for a host bridge which is not told.
  int untold() {
    return hostBridges.size();
  }
}
