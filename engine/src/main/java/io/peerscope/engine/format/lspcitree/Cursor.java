package io.peerscope.engine.format.lspcitree;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a line of a drawing, moving to the right.
final class Cursor {

  private final String text;
  private final int column;
  private int at;

  /// @param column column of the first character
  Cursor(String text, int column) {
    this(text, column, 0);
  }

  Cursor(String text, int column, int at) {
    this.text = text;
    this.column = column;
    this.at = at;
  }

  /// Takes what comes next, if it has the form.
  Optional<Matcher> take(Pattern form) {
    Matcher matcher = form.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  boolean startsWith(String next) {
    return text.startsWith(next, at);
  }

  String rest() {
    return text.substring(at);
  }

  /// The column of a character by its index in the text.
  int columnOf(int index) {
    return column + index;
  }
}
