package io.peerscope.engine.parties;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A driver or library that the user wants asked.
///
/// @param name its name, in lower case
/// @param release its release; empty for the newest that the table knows
/// @param level the distance that the user set for it, e.g. `NCCL_P2P_LEVEL=SYS`; empty for its own
///   choice
public record Asked(String name, Optional<Release> release, Optional<String> level) {

  private static final Pattern SPELLING =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)(?:/([0-9][^@]*))?(?:@([A-Za-z0-9]+))?");

  /// Reads `NAME`, `NAME/RELEASE`, `NAME@LEVEL` or `NAME/RELEASE@LEVEL`.
  public static Optional<Asked> parse(String text) {
    Matcher matcher = SPELLING.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<String> spelled = Optional.ofNullable(matcher.group(2));
    Optional<Release> release = spelled.flatMap(Release::parse);
    return spelled.isPresent() && release.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Asked(
                matcher.group(1).toLowerCase(Locale.ROOT),
                release,
                Optional.ofNullable(matcher.group(3))
                    .map(level -> level.toUpperCase(Locale.ROOT))));
  }

  @Override
  public String toString() {
    return name
        + release.map(known -> "/" + known).orElse("")
        + level.map(known -> "@" + known).orElse("");
  }
}
