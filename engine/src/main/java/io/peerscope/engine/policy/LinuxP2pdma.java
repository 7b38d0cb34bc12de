package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Linux P2PDMA procedure on one machine (`calc_map_type_and_dist`, `drivers/pci/p2pdma.c`).
///
/// The rules are those of the newest profile that is not above the machine's kernel; where the
/// kernel is not known, the newest there are, and the reason says so.
public final class LinuxP2pdma {

  /// Code of the reason where no rules are known for the kernel.
  static final String NO_PROFILE = "no-profile";

  private final Platform platform;
  private final Optional<KernelProfile> profile;
  private final Optional<RootComplexRule> rootComplex;
  private final Optional<PairRule> rule;
  private final Hierarchy hierarchy;
  private final Optional<Reason> aboutKernel;

  public LinuxP2pdma(Platform platform) {
    this(platform, new Hierarchy(platform.topology()), Optional.empty());
  }

  /// @param shared the rule of before an edit, where it still holds
  private LinuxP2pdma(Platform platform, Hierarchy hierarchy, Optional<RootComplexRule> shared) {
    this.platform = platform;
    this.hierarchy = hierarchy;
    this.profile =
        switch (platform.kernel()) {
          case Known<KernelVersion>(var version, _) -> KernelProfile.newestNotAbove(version);
          case Unknown<KernelVersion> _ -> Optional.of(KernelProfile.newest());
        };
    this.aboutKernel =
        switch (platform.kernel()) {
          case Known<KernelVersion>(var version, var origin) ->
              profile.isPresent()
                  ? Optional.empty()
                  : Optional.of(noProfile(version, origin.toString()));
          case Unknown<KernelVersion>(var why) -> Optional.of(kernelAssumed(why));
        };
    this.rootComplex = shared.or(() -> profile.map(found -> new RootComplexRule(platform, found)));
    this.rule =
        profile.flatMap(found ->
            rootComplex.map(shares ->
                new PairRule(
                    platform.topology(), hierarchy, shares, AcsBetween.of(found.rules().acs()))));
  }

  /// The procedure on the machine after an edit. It shares what the edit did not touch, so that
  /// [#matrix(List, P2pMatrix)] looks at little else.
  public LinuxP2pdma after(Platform edited) {
    return edited
        .topology()
        .replacedSince(platform.topology())
        .map(replaced ->
            new LinuxP2pdma(
                edited,
                hierarchy.with(replaced),
                rootComplex.filter(_ -> isTheSameToTheRootComplex(edited, replaced))))
        .orElseGet(() -> new LinuxP2pdma(edited));
  }

  /// What root complexes answer rests on the functions of root buses, and on nothing further down.
  private boolean isTheSameToTheRootComplex(Platform edited, List<PciFunction> replaced) {
    return platform.kernel().equals(edited.kernel())
        && platform.cpu().equals(edited.cpu())
        && platform.iommu().equals(edited.iommu())
        && platform.firmware().equals(edited.firmware())
        && replaced.stream()
            .map(function -> platform.topology().parentOf(function.address()))
            .allMatch(Parent.Below.class::isInstance);
  }

  private static Reason noProfile(KernelVersion version, String source) {
    return Reason.of(
        NO_PROFILE,
        "no rules for Linux %s here; the oldest are those of %s"
            .formatted(version, KernelProfile.oldest().since()),
        new Evidence("kernel", "version", version.toString(), source));
  }

  private static Reason kernelAssumed(String why) {
    return Reason.of(
        "kernel-assumed",
        "the kernel version is not known; the rules are those of " + KernelProfile.newest(),
        new Evidence("kernel", "version", "unknown", why));
  }

  /// The rules that apply; empty where the kernel is older than all there are.
  public Optional<KernelProfile> profile() {
    return profile;
  }

  /// How `client` may reach memory of `provider`.
  ///
  /// @throws IllegalArgumentException when either does not exist
  public P2pDecision decide(PciAddress provider, PciAddress client) {
    int providerNumber = hierarchy.number(provider);
    int clientNumber = hierarchy.number(client);
    if (rule.isEmpty()) {
      Reason reason = aboutKernel.orElseThrow();
      return PairRule.unknown(Optional.empty(), reason);
    }
    P2pDecision decision = rule.get().decide(providerNumber, clientNumber);
    return aboutKernel.map(note -> withNote(decision, note)).orElse(decision);
  }

  /// What the list of trusted root complexes says of a pair, whether or not they have a bridge in
  /// common; with the distance of [#decide].
  ///
  /// @throws IllegalArgumentException when either does not exist
  public P2pDecision decideThroughRootComplex(PciAddress provider, PciAddress client) {
    P2pDecision usual = decide(provider, client);
    if (rule.isEmpty()) {
      return usual;
    }
    P2pDecision crossing =
        rule.get().decideApart(hierarchy.number(provider), hierarchy.number(client));
    var decision = new P2pDecision(crossing.type(), usual.distance(), crossing.reason());
    return aboutKernel.map(note -> withNote(decision, note)).orElse(decision);
  }

  private static P2pDecision withNote(P2pDecision decision, Reason note) {
    Reason reason = decision.reason();
    var because = new ArrayList<>(reason.because());
    because.add(note);
    return new P2pDecision(decision.type(), decision.distance(), reason.because(because));
  }

  /// The decisions of all ordered pairs of the given functions.
  ///
  /// @throws IllegalArgumentException when one of them does not exist
  public P2pMatrix matrix(List<PciAddress> functions) {
    var layout = new MatrixLayout(hierarchy, functions);
    return matrix(layout, layout.shapes().stream().map(TreeCells::fill).toArray(TreeCells[]::new));
  }

  /// The same as [#matrix(List)], with the cells of an earlier matrix where they still hold: after
  /// one edit, few are new.
  ///
  /// @param earlier of this machine before it was changed, or of any other
  /// @throws IllegalArgumentException when a function does not exist
  public P2pMatrix matrix(List<PciAddress> functions, P2pMatrix earlier) {
    MatrixLayout layout = earlier.layout().in(hierarchy, functions);
    return layout.sharesPlacesOf(earlier.layout())
        ? matrix(layout, cellsInPlace(layout, earlier))
        : matrix(layout, cellsFound(layout, earlier));
  }

  private static TreeCells[] cellsInPlace(MatrixLayout layout, P2pMatrix earlier) {
    var cells = new TreeCells[layout.shapes().size()];
    for (int tree = 0; tree < cells.length; tree++) {
      cells[tree] = earlier.cells(tree).become(layout.shapes().get(tree));
    }
    return cells;
  }

  /// Functions may have come, gone or moved: their trees are found by what was in them.
  private static TreeCells[] cellsFound(MatrixLayout layout, P2pMatrix earlier) {
    List<PciAddress> functions = layout.functions();
    Map<PciAddress, TreeCells> before = new HashMap<>();
    for (int row = 0; row < earlier.functions().size(); row++) {
      before.put(earlier.functions().get(row), earlier.cells(earlier.layout().tree[row]));
    }
    var cells = new TreeCells[layout.shapes().size()];
    for (int row = 0; row < functions.size(); row++) {
      int tree = layout.tree[row];
      if (cells[tree] == null) {
        TreeShape shape = layout.shapes().get(tree);
        TreeCells old = before.get(functions.get(row));
        cells[tree] = old == null ? TreeCells.fill(shape) : old.become(shape);
      }
    }
    return cells;
  }

  private P2pMatrix matrix(MatrixLayout layout, TreeCells[] cells) {
    return new P2pMatrix(
        layout, cells, rule.map(PairRule::rootComplexAnswers), rule.filter(_ -> looksAtWholeWay()));
  }

  /// Whether more than the redirect bits on the way counts, as proposed rules would have it: then
  /// two functions below one bridge may get different answers, and matrix cells cannot tell them.
  public boolean looksAtWholeWay() {
    return profile
        .filter(found -> found.rules().acs() != PolicyRules.Acs.ANY_REDIRECT_BIT)
        .isPresent();
  }
}
