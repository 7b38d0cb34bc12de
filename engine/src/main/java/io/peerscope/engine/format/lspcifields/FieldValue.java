package io.peerscope.engine.format.lspcifields;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field that may hold words, a number, or both.
///
///     Host bridge [0600]  → words "Host bridge", number 0600        0600 → number alone
///
/// @param words the words, or empty
/// @param number four hex digits
record FieldValue(String words, OptionalInt number) {

  private static final Pattern NUMBER = Pattern.compile("[0-9a-fA-F]{4}");
  private static final Pattern BOTH = Pattern.compile("(.*?) ?\\[([0-9a-fA-F]{4})\\]");

  static FieldValue parse(String text) {
    String value = text.strip();
    if (NUMBER.matcher(value).matches()) {
      return new FieldValue("", OptionalInt.of(Integer.parseInt(value, 16)));
    }
    Matcher both = BOTH.matcher(value);
    return both.matches()
        ? new FieldValue(both.group(1), OptionalInt.of(Integer.parseInt(both.group(2), 16)))
        : new FieldValue(value, OptionalInt.empty());
  }
}
