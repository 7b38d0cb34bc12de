package io.peerscope.engine.platform;

import java.util.Comparator;
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
    PCI_MAINTAINERS
  }

  /// The tree of the PCI maintainers, spelled `maintainer`.
  public static final KernelVersion MAINTAINER_TREE = new KernelVersion(7, 3, Tree.PCI_MAINTAINERS);

  private static final String MAINTAINER = "maintainer";

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

  /// Reads `6.1` or anything that starts so, like `6.1.0-50-amd64`; also `maintainer`.
  public static Optional<KernelVersion> parse(String text) {
    if (text.strip().equals(MAINTAINER)) {
      return Optional.of(MAINTAINER_TREE);
    }
    var matcher = SPELLING.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new KernelVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /// Releases in their order, then other trees.
  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  /// `6.1`, or `maintainer`; [#parse] reads either.
  @Override
  public String toString() {
    return switch (tree) {
      case MAINLINE -> major + "." + minor;
      case PCI_MAINTAINERS -> MAINTAINER;
    };
  }
}
