package io.peerscope.app.document;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments as people read them, in their own time zone.
final class Times {

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

  private Times() {}

  static String words(Instant moment) {
    return WORDS.format(moment.atZone(ZoneId.systemDefault()));
  }
}
