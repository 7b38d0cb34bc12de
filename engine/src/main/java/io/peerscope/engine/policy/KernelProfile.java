package io.peerscope.engine.policy;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.KernelVersion.Tree;
import io.peerscope.engine.platform.PeerMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The P2PDMA rules of the Linux releases from one version on, read from the tables that ship with
/// the program.
///
/// @param since the first release with these rules, or a tree of its own
/// @param released its date, or `-`
/// @param rules what decides about a pair
/// @param mapping what mapping a page gives
/// @param uncached what mapping a page does whose pair nobody has asked about
/// @param hostBridges the list of trusted host bridges
/// @param changed what is different from the profile before
/// @param source where that is read
/// @param position the line of our table
public record KernelProfile(
    KernelVersion since,
    String released,
    PolicyRules rules,
    PeerMapping mapping,
    Uncached uncached,
    HostBridgeTable hostBridges,
    String changed,
    String source,
    SourcePosition position) {

  /// What mapping a page does whose provider and client nobody has asked about.
  public enum Uncached {
    /// Nothing is remembered and nothing looked up.
    NO_CACHE,
    /// The type stays unknown, and the call fails.
    STAYS_UNKNOWN,
    /// The type is computed and remembered.
    COMPUTED
  }

  private static final int COLUMNS = 17;
  private static final List<KernelProfile> ALL = load();

  private static List<KernelProfile> load() {
    HostBridgeTable everyRow = HostBridgeTable.load();
    return DataTable.read(KernelProfile.class, "linux-profiles.tsv", COLUMNS).stream()
        .map(line -> profile(line, everyRow))
        .sorted(Comparator.comparing(KernelProfile::since))
        .toList();
  }

  private static KernelProfile profile(DataTable.Row line, HostBridgeTable everyRow) {
    KernelVersion since = KernelVersion.parse(line.at(0)).orElseThrow();
    return new KernelProfile(
        since,
        line.at(1),
        rules(line),
        mapping(line),
        line.word(14, Uncached.class),
        everyRow.of(since),
        line.at(15),
        line.at(16),
        line.position());
  }

  private static PolicyRules rules(DataTable.Row line) {
    return new PolicyRules(
        line.word(2, PolicyRules.Crossing.class),
        line.word(3, PolicyRules.Redirected.class),
        line.word(4, PolicyRules.RootDevice.class),
        Cpu.parse(line.at(5)),
        Integer.decode(line.at(6)),
        line.word(7, PolicyRules.SoftwareClients.class),
        line.word(8, PolicyRules.Acs.class),
        line.word(9, PolicyRules.Firmware.class),
        line.word(10, PolicyRules.Found.class));
  }

  private static PeerMapping mapping(DataTable.Row line) {
    return new PeerMapping(
        line.word(11, PeerMapping.Offset.class),
        line.word(12, PeerMapping.Through.class),
        line.word(13, PeerMapping.Refusal.class));
  }

  /// All profiles, oldest first; trees without a release last.
  public static List<KernelProfile> all() {
    return ALL;
  }

  /// The newest profile that a release has.
  public static KernelProfile newest() {
    return releases().getLast();
  }

  static KernelProfile oldest() {
    return releases().getFirst();
  }

  private static List<KernelProfile> releases() {
    return ALL.stream().filter(profile -> profile.since().tree() == Tree.MAINLINE).toList();
  }

  /// The newest profile of the same tree that is not above the version given; empty below the
  /// oldest.
  public static Optional<KernelProfile> newestNotAbove(KernelVersion version) {
    return ALL.stream()
        .filter(profile -> profile.since().tree() == version.tree())
        .filter(profile -> profile.since().compareTo(version) <= 0)
        .reduce((_, later) -> later);
  }

  /// `Linux 6.1`, `the PCI maintainers' tree`, or a proposal in words.
  @Override
  public String toString() {
    return switch (since.tree()) {
      case MAINLINE -> "Linux " + since;
      case PCI_MAINTAINERS -> "the PCI maintainers' tree";
      case PROPOSED_ACS_EGRESS -> "the proposal to read the ACS egress vector";
      case PROPOSED_TLP_CLASSES -> "the proposal to judge requests and completions apart";
      case PROPOSED_HMAT -> "the proposal to ask the HMAT";
    };
  }
}
