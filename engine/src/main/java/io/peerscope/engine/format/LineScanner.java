package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.format.LineSink.RowEnding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Goes once over the bytes of a listing and tells hex rows, headers and other lines apart.
///
/// Hex rows are nearly all of a big dump, so they are read straight from the bytes, and only other
/// lines become strings. In front of a line blanks and quotation marks (`> `) are skipped.
final class LineScanner {

  /// Longest line we read; lspci itself stays below 1,024.
  static final int LONGEST_LINE = 64 * 1024;

  private static final int LONGEST_IGNORED = 1024;
  private static final int LARGEST_OFFSET = 0xffff;

  /// What a dot of a pattern does not stand for.
  private static final String LINE_ENDS = "\r\u0085\u2028\u2029";

  private static final String BULLETS = "*-`•";
  private static final Pattern ITEM = Pattern.compile("[*•-] +`?|`");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])"
              + "((?:/[0-9a-fA-F:.]+)*)(?:[ \\t](.*))?");

  private final byte[] bytes;
  private final HexBlocks blocks;
  private final LineSink sink;
  private final byte[] row = new byte[ConfigSpace.EXTENDED_SIZE];
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private int line;
  private int nextBlock;

  /// @param blocks the hex blocks among the bytes, as far as they were looked for
  LineScanner(byte[] bytes, HexBlocks blocks, LineSink sink) {
    this.bytes = bytes;
    this.blocks = blocks;
    this.sink = sink;
  }

  void scan() {
    int at = 0;
    while (at < bytes.length || isBlockAt(at)) {
      line++;
      if (isBlockAt(at)) {
        HexBlock block = blocks.get(nextBlock++);
        sink.hexBlock(line, block);
        line += block.rows() - 1;
        at = block.end();
      } else {
        at = scanLine(at);
      }
    }
  }

  private boolean isBlockAt(int start) {
    return nextBlock < blocks.size() && blocks.get(nextBlock).start() == start;
  }

  /// Handles the line that starts at `start` and gives the start of the next.
  private int scanLine(int start) {
    int first = HexDigits.isDigit(bytes[start]) ? start : afterPrefix(start);
    int digits = countDigits(first);
    boolean numbered = digits >= 2 && digits <= 8 && byteAt(first + digits) == ':';
    if (numbered) {
      int pair = firstPair(first + digits + 1);
      if (pair >= 0) {
        int next = hexRow(start, first, digits, pair);
        if (next >= 0) {
          return next;
        }
      }
    }
    int ignored = numbered ? -1 : ignoredLine(start, first);
    if (ignored >= 0) {
      return ignored;
    }
    int end = endOfLine(first);
    if (end - start > LONGEST_LINE) {
      sink.tooLong(line);
    } else {
      otherLine(start, first, end, numbered);
    }
    return end + 1;
  }

  /// Goes over a line that tells nothing, without making a text of it; -1 where it may tell
  /// something.
  private int ignoredLine(int start, int first) {
    byte letter = byteAt(first);
    boolean mayBe = letter >= 'A' && letter <= 'Z' && sink.ignores(column(start, first), letter);
    int end = mayBe ? endOfPlainLine(first) : -1;
    if (end < 0) {
      return -1;
    }
    int last = end;
    while (isBlank(bytes[last - 1])) {
      last--;
    }
    sink.ignored(line, column(start, first), last - first);
    return end + 1;
  }

  /// The end of a line that is not long and holds nothing special; -1 of any other.
  private int endOfPlainLine(int from) {
    int most = Math.min(bytes.length, from + LONGEST_IGNORED);
    for (int at = from; at < most; at++) {
      byte letter = bytes[at];
      if (letter == '\n') {
        return at;
      }
      if ((letter < ' ' && letter != '\t') || letter == '@' || letter == 0x7f) {
        return -1;
      }
    }
    return -1;
  }

  private int afterPrefix(int from) {
    int at = from;
    while (at < bytes.length) {
      byte character = bytes[at];
      if (character == ' ' || character == '\t' || character == '>' || character == '|') {
        at++;
      } else if (character == (byte) 0xc2 && byteAt(at + 1) == (byte) 0xa0) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  private int countDigits(int from) {
    int count = 0;
    while (count <= 8 && HexDigits.isDigit(byteAt(from + count))) {
      count++;
    }
    return count;
  }

  /// The byte, or a line end behind the last one.
  private byte byteAt(int index) {
    return index < bytes.length ? bytes[index] : (byte) '\n';
  }

  /// Where two hex digits follow at least one blank, or -1.
  private int firstPair(int from) {
    int at = from;
    while (isBlank(byteAt(at))) {
      at++;
    }
    boolean pair = (HexDigits.value(byteAt(at)) | HexDigits.value(byteAt(at + 1))) >= 0;
    return at > from && pair ? at : -1;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  private static boolean isLineEnd(byte character) {
    return character == '\n' || character == '\r';
  }

  /// Reads the bytes from `pair` on; -1 when this is no hex row after all.
  private int hexRow(int start, int first, int digits, int pair) {
    int at = pair;
    int count = 0;
    RowEnding ending = RowEnding.END_OF_LINE;
    while (true) {
      int value = HexDigits.value(byteAt(at)) << 4 | HexDigits.value(byteAt(at + 1));
      if (value < 0 || !endsByte(byteAt(at + 2))) {
        ending = endingAt(at);
        break;
      }
      if (count < row.length) {
        row[count] = (byte) value;
      }
      count++;
      at += 2;
      while (isBlank(byteAt(at))) {
        at++;
      }
      if (isLineEnd(byteAt(at)) || byteAt(at) == '|') {
        break;
      }
    }
    if (ending != RowEnding.END_OF_LINE && count < 2) {
      return -1;
    }
    int end = endOfLine(at);
    if (end - start > LONGEST_LINE) {
      sink.tooLong(line);
    } else {
      sink.hexRow(line, offset(first, digits), row, Math.min(count, row.length), ending);
    }
    return end + 1;
  }

  private static boolean endsByte(byte character) {
    return isBlank(character) || isLineEnd(character);
  }

  private RowEnding endingAt(int at) {
    boolean half = HexDigits.isDigit(byteAt(at)) && isLineEnd(byteAt(at + 1));
    return half ? RowEnding.HALF_A_BYTE : RowEnding.GARBAGE;
  }

  private int offset(int first, int digits) {
    long offset = 0;
    for (int n = 0; n < digits; n++) {
      offset = offset << 4 | HexDigits.value(bytes[first + n]);
    }
    return (int) Math.min(offset, LARGEST_OFFSET);
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private void otherLine(int start, int first, int end, boolean numbered) {
    String text = decode(first, end);
    int column = column(start, first);
    if (numbered && (plainHeader(column, text) || strangeHeader(column, end, text))) {
      return;
    }
    if (!numbered && isBullet(text) && bulleted(column, end, text)) {
      return;
    }
    sink.text(line, column, text.strip());
  }

  /// Hands over an address with a text behind it, as nearly all headers are; false for any other.
  private boolean plainHeader(int column, String text) {
    int length = PciAddress.lengthIn(text);
    boolean isPlain =
        length > 0
            && length + 1 < text.length()
            && (text.charAt(length) == ' ' || text.charAt(length) == '\t')
            && LINE_ENDS.chars().allMatch(end -> text.indexOf(end) < 0);
    Optional<PciAddress> address =
        isPlain ? PciAddress.parse(text.substring(0, length)) : Optional.empty();
    if (address.isEmpty()) {
      return false;
    }
    String words = text.substring(length + 1).strip();
    if (words.startsWith("\"")) {
      return false;
    }
    sink.header(line, column, address.get(), words);
    return true;
  }

  private boolean strangeHeader(int column, int end, String text) {
    Matcher header = HEADER.matcher(text);
    return header.matches() && header(column, end, header);
  }

  private static boolean isBullet(String text) {
    return text.length() > 8 && BULLETS.indexOf(text.charAt(0)) >= 0;
  }

  /// A function as an item of a list, or set in the letters of code: `- 01:00.0 …`.
  private boolean bulleted(int column, int end, String text) {
    Matcher item = ITEM.matcher(text);
    if (!item.lookingAt()) {
      return false;
    }
    Matcher header = HEADER.matcher(text.substring(item.end()).replace("`", ""));
    return header.matches() && header.group(4) != null && header(column, end, header);
  }

  /// Hands a header over; false when the address is none, or nothing makes the line a header.
  private boolean header(int column, int end, Matcher matcher) {
    String domain = matcher.group(1) == null ? "" : matcher.group(1) + ":";
    String path = matcher.group(3);
    String last = path.isEmpty() ? matcher.group(2) : path.substring(path.lastIndexOf('/') + 1);
    if (!path.isEmpty() && !last.contains(":")) {
      String text = matcher.group(4) == null ? "" : matcher.group(4).strip();
      sink.pathWithoutBus(line, column, domain + matcher.group(2) + path, text);
      return true;
    }
    Optional<PciAddress> address = PciAddress.parse(domain + last);
    if (address.isEmpty()) {
      return false;
    }
    if (matcher.group(4) == null && !isHexRowAt(end + 1)) {
      return false;
    }
    String text = matcher.group(4) == null ? "" : matcher.group(4).strip();
    if (text.startsWith("\"")) {
      sink.machineReadable(line, column, matcher.group());
    } else {
      bridgeOf(domain, matcher.group(2) + path)
          .ifPresent(bridge -> sink.below(line, address.get(), bridge));
      sink.header(line, column, address.get(), text);
    }
    return true;
  }

  /// The last but one function of a path.
  private static Optional<PciAddress> bridgeOf(String domain, String path) {
    int last = path.lastIndexOf('/');
    return last < 0
        ? Optional.empty()
        : PciAddress.parse(domain + path.substring(path.lastIndexOf('/', last - 1) + 1, last));
  }

  private boolean isHexRowAt(int start) {
    if (isBlockAt(start)) {
      return true;
    }
    int first = afterPrefix(start);
    int digits = countDigits(first);
    return digits >= 2 && byteAt(first + digits) == ':' && firstPair(first + digits + 1) >= 0;
  }

  /// The column of `first`, tabs going to the next multiple of eight. A blank that does not break
  /// (c2 a0) is one column.
  private int column(int start, int first) {
    int column = 0;
    for (int at = start; at < first; at++) {
      if (bytes[at] != (byte) 0xc2) {
        column = bytes[at] == '\t' ? (column | 7) + 1 : column + 1;
      }
    }
    return column;
  }

  /// UTF-8 where it is, else Latin-1; NUL bytes and the carriage returns at the end vanish.
  private String decode(int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == '\r') {
      end--;
    }
    boolean plain = true;
    boolean hasNul = false;
    for (int at = from; at < end; at++) {
      plain &= bytes[at] >= 0;
      hasNul |= bytes[at] == 0;
    }
    String text =
        plain
            ? new String(bytes, from, end - from, StandardCharsets.ISO_8859_1)
            : decodeUtf8(from, end);
    return hasNul ? text.replace("\0", "") : text;
  }

  private String decodeUtf8(int from, int end) {
    try {
      return utf8.decode(ByteBuffer.wrap(bytes, from, end - from))
          .toString()
          .replace('\u00a0', ' ');
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
  }
}
