package io.peerscope.engine.format.document;

import java.nio.charset.StandardCharsets;

/// Takes the spelling of a row of configuration space apart, from the left to the right. A large
/// document has a million of them.
final class RowText {

  private static final int OFFSET_DIGITS = 3;
  private static final int MOST_LINE_DIGITS = 9;

  private final byte[] text;
  private final int start;
  private final int end;
  private int at;

  RowText(String text) {
    this(text.getBytes(StandardCharsets.UTF_8));
  }

  private RowText(byte[] text) {
    this(text, 0, text.length);
  }

  /// @param start index of the first byte
  /// @param end index after the last one
  RowText(byte[] text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  private IllegalArgumentException strange() {
    return new IllegalArgumentException("\"%s\" is no row".formatted(this));
  }

  private boolean isAt(char letter) {
    return at < end && text[at] == letter;
  }

  /// Whether a letter comes next; then it is taken.
  boolean skip(char letter) {
    boolean there = isAt(letter);
    at += there ? 1 : 0;
    return there;
  }

  void need(String letters) {
    for (int n = 0; n < letters.length(); n++) {
      if (!skip(letters.charAt(n))) {
        throw strange();
      }
    }
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
    int first = at;
    int line = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      line = line * 10 + text[at++] - '0';
      if (at - first > MOST_LINE_DIGITS) {
        throw strange();
      }
    }
    if (at == first) {
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
      if (at == end) {
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
    int letter = at < end ? text[at++] : ' ';
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    if (letter >= 'a' && letter <= 'f') {
      return letter - 'a' + 10;
    }
    throw strange();
  }

  @Override
  public String toString() {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }
}
