package io.peerscope.engine.platform;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Linux kernel, as far as rules depend on it: a release, or a tree that none has come out of
/// yet.
///
/// @param major first number of the release that the tree leads to
/// @param minor second number
/// @param tree whose sources
public record KernelVersion(int major, int minor, Tree tree) implements Comparable<KernelVersion> {

  /// Whose sources a kernel is built from.
  public enum Tree {
    /// Releases.
    MAINLINE,
    /// What the PCI maintainers have taken and no release has.
    PCI_MAINTAINERS,
    /// A proposal: at a switch, the Egress Control Vector is read.
    PROPOSED_ACS_EGRESS,
    /// A proposal: requests and completions are judged apart.
    PROPOSED_TLP_CLASSES,
    /// A proposal: the HMAT of the firmware may permit a path.
    PROPOSED_HMAT
  }

  /// The tree of the PCI maintainers, spelled `maintainer`.
  public static final KernelVersion MAINTAINER_TREE = new KernelVersion(7, 3, Tree.PCI_MAINTAINERS);

  /// The trees that have a name instead of a number.
  private static final Map<String, KernelVersion> NAMED =
      Map.of(
          "maintainer", MAINTAINER_TREE,
          "proposed-acs-egress", new KernelVersion(7, 2, Tree.PROPOSED_ACS_EGRESS),
          "proposed-tlp-classes", new KernelVersion(7, 3, Tree.PROPOSED_TLP_CLASSES),
          "proposed-hmat", new KernelVersion(7, 2, Tree.PROPOSED_HMAT));

  private static final Pattern SPELLING =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(?:[^0-9].*)?");

  private static final Comparator<KernelVersion> ORDER =
      Comparator.comparing(KernelVersion::tree)
          .thenComparing(KernelVersion::major)
          .thenComparing(KernelVersion::minor);

  /// A release.
  public KernelVersion(int major, int minor) {
    this(major, minor, Tree.MAINLINE);
  }

  /// Reads `6.1` or anything that starts so, like `6.1.0-50-amd64`; also `maintainer`, and a
  /// proposal by its name.
  public static Optional<KernelVersion> parse(String text) {
    KernelVersion named = NAMED.get(text.strip());
    if (named != null) {
      return Optional.of(named);
    }
    var matcher = SPELLING.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new KernelVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /// The tree that this one was made from, where it is only a proposal; else itself.
  public KernelVersion base() {
    return switch (tree) {
      case MAINLINE, PCI_MAINTAINERS -> this;
      case PROPOSED_ACS_EGRESS, PROPOSED_HMAT -> new KernelVersion(major, minor);
      case PROPOSED_TLP_CLASSES -> MAINTAINER_TREE;
    };
  }

  /// Releases in their order, then other trees.
  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  /// `6.1`, or a name such as `maintainer`; [#parse] reads either.
  @Override
  public String toString() {
    return switch (tree) {
      case MAINLINE -> major + "." + minor;
      case PCI_MAINTAINERS -> "maintainer";
      case PROPOSED_ACS_EGRESS -> "proposed-acs-egress";
      case PROPOSED_TLP_CLASSES -> "proposed-tlp-classes";
      case PROPOSED_HMAT -> "proposed-hmat";
    };
  }
}
