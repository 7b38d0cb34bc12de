package io.peerscope.engine.policy;

import io.peerscope.engine.platform.KernelVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The P2PDMA rules of the Linux releases from one version on.
///
/// @param since the first release the rules were checked against
/// @param hostBridges the list of trusted host bridges
record KernelProfile(KernelVersion since, HostBridgeTable hostBridges) {

  private static final List<KernelProfile> ALL =
      List.of(
          new KernelProfile(
              new KernelVersion(6, 1), HostBridgeTable.load("linux-6.1-host-bridges.tsv")));

  private static final Comparator<KernelProfile> BY_VERSION =
      Comparator.comparing(KernelProfile::since);

  static KernelProfile newest() {
    return ALL.stream().max(BY_VERSION).orElseThrow();
  }

  static KernelProfile oldest() {
    return ALL.stream().min(BY_VERSION).orElseThrow();
  }

  /// The newest profile whose release is not above the one given; empty below the oldest.
  static Optional<KernelProfile> newestNotAbove(KernelVersion version) {
    return ALL.stream().filter(profile -> profile.since().compareTo(version) <= 0).max(BY_VERSION);
  }

  /// `Linux 6.1`.
  @Override
  public String toString() {
    return "Linux " + since;
  }
}
