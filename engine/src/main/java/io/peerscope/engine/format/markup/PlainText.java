package io.peerscope.engine.format.markup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in which a piece of XML or JSON is looked for: prose may stand around it, and a mail
/// program may have quoted it.
public final class PlainText {

  /// How much of a text is searched before it is said to hold neither.
  private static final int LOOKED_AT = 1024 * 1024;

  private static final Pattern QUOTED = Pattern.compile("(?m)^[ \\t]*(?:>[> \\t]*)");

  private PlainText() {}

  /// Whether a pattern occurs in the first part of a text.
  public static boolean startsLike(byte[] content, Pattern pattern) {
    int length = Math.min(content.length, LOOKED_AT);
    return pattern.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1)).find();
  }

  /// The whole text without marks of quotation, where the piece is quoted.
  public static String of(byte[] content, Pattern piece) {
    String text = decode(content);
    Matcher first = piece.matcher(text);
    if (!first.find()) {
      return text;
    }
    int line = text.lastIndexOf('\n', first.start()) + 1;
    return text.substring(line, first.start()).strip().startsWith(">")
        ? QUOTED.matcher(text).replaceAll("")
        : text;
  }

  private static String decode(byte[] content) {
    if (isAscii(content)) {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isAscii(byte[] content) {
    int all = 0;
    for (byte each : content) {
      all |= each;
    }
    return all >= 0;
  }

  /// The number of the line that a character stands in, from 1.
  static int lineOf(String text, int index) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }
}
