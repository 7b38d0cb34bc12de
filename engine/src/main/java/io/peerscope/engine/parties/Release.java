package io.peerscope.engine.parties;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Release of a driver or library, as far as rules depend on it: the first two numbers.
///
/// @param major first number
/// @param minor second number; 0 where none is given
public record Release(int major, int minor) implements Comparable<Release> {

  private static final Pattern SPELLING =
      Pattern.compile("([0-9]{1,4})(?:\\.([0-9]{1,4})(?:[^0-9].*)?)?");

  private static final Comparator<Release> ORDER =
      Comparator.comparing(Release::major).thenComparing(Release::minor);

  /// Reads `2.18`, `2.18.3-1` or `580`.
  public static Optional<Release> parse(String text) {
    var matcher = SPELLING.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String minor = Optional.ofNullable(matcher.group(2)).orElse("0");
    return Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(minor)));
  }

  @Override
  public int compareTo(Release other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
