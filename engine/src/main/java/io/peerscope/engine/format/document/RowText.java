package io.peerscope.engine.format.document;

/// Takes the spelling of a row of configuration space apart, from the left to the right. A large
/// document has a million of them.
final class RowText {

  private static final int OFFSET_DIGITS = 3;
  private static final int MOST_LINE_DIGITS = 9;

  private final String text;
  private int at;

  RowText(String text) {
    this.text = text;
  }

  private IllegalArgumentException strange() {
    return new IllegalArgumentException("\"%s\" is no row".formatted(text));
  }

  private boolean isAt(char letter) {
    return at < text.length() && text.charAt(at) == letter;
  }

  /// Whether a letter comes next; then it is taken.
  boolean skip(char letter) {
    boolean there = isAt(letter);
    at += there ? 1 : 0;
    return there;
  }

  void need(String letters) {
    if (!text.startsWith(letters, at)) {
      throw strange();
    }
    at += letters.length();
  }

  /// Three hex digits.
  int offset() {
    int offset = 0;
    for (int n = 0; n < OFFSET_DIGITS; n++) {
      offset = offset << 4 | digit();
    }
    return offset;
  }

  /// One to nine decimal digits.
  int line() {
    int start = at;
    int line = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      line = line * 10 + text.charAt(at++) - '0';
      if (at - start > MOST_LINE_DIGITS) {
        throw strange();
      }
    }
    if (at == start) {
      throw strange();
    }
    return line;
  }

  /// The bytes up to the end of the text, at most so many.
  ///
  /// @return their number
  int bytes(byte[] to, int offset, int most) {
    int count = 0;
    while (count < most) {
      to[offset + count++] = (byte) (digit() << 4 | digit());
      if (at == text.length()) {
        return count;
      }
      if (!skip(' ')) {
        throw strange();
      }
    }
    throw strange();
  }

  /// A lower-case hex digit.
  private int digit() {
    char letter = at < text.length() ? text.charAt(at++) : ' ';
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    if (letter >= 'a' && letter <= 'f') {
      return letter - 'a' + 10;
    }
    throw strange();
  }
}
