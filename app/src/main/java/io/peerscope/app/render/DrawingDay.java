package io.peerscope.app.render;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The day that legends tell, in UTC: of `SOURCE_DATE_EPOCH` where builds that can be repeated set
/// it (reproducible-builds.org), else today.
public final class DrawingDay {

  private DrawingDay() {}

  /// For instance `2026-11-22`.
  public static String now() {
    return of(Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")), Instant.now());
  }

  /// @param seconds what `SOURCE_DATE_EPOCH` holds
  static String of(Optional<String> seconds, Instant now) {
    return seconds
        .filter(text -> text.matches("[0-9]{1,11}"))
        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
        .orElse(now)
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .toString();
  }
}
