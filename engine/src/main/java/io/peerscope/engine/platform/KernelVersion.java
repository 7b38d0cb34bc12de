package io.peerscope.engine.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/// A Linux release, as far as rules depend on it.
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {

  private static final Pattern SPELLING =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(?:[^0-9].*)?");

  /// Reads `6.1` or anything that starts so, like `6.1.0-50-amd64`.
  public static Optional<KernelVersion> parse(String text) {
    var matcher = SPELLING.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new KernelVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(KernelVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
