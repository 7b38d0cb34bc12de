package io.peerscope.engine.cli;

/// Texts of inputs made harmless for a terminal: one line, no control characters.
public final class OneLine {

  private OneLine() {}

  /// The text without control characters.
  public static String of(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isControl(text.charAt(at))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var clean = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      clean.append(isControl(c) ? ' ' : c);
    }
    return clean.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029';
  }
}
