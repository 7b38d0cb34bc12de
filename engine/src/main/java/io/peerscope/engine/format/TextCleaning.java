package io.peerscope.engine.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a text what terminals, web pages and `grep -n` put into it: colours, entities,
/// tags, line numbers.
///
///     `\e[1m00:1f.0\e[0m ISA bridge`  → `00:1f.0 ISA bridge`
///     `-[0000:00]-+-00.0&nbsp;&nbsp;Acme &amp; Co`  → `-[0000:00]-+-00.0  Acme & Co`
///
/// XML keeps its entities, which its own reader knows.
final class TextCleaning {

  /// How much of a text is searched before it is left as it is.
  static final int LOOKED_AT = 1024 * 1024;

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]{0,32}[ -/]{0,4}[@-~]|\\][^\u0007\u001b\n]{0,200}\u0007?|[()][A-Z0-9])");
  private static final Pattern RAW_XML =
      Pattern.compile("<(?:\\?xml|topology|system|graphs|device|domain|node|list)(?=[\\s>])");
  private static final Pattern LINE_TAG =
      Pattern.compile("<(?:br ?/?|/p|/div|/tr|/li)>\r?\n?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PAGE_TAG =
      Pattern.compile("<(?:br ?/?|/p|/div|/tr|/li|/pre|/code)>", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG =
      Pattern.compile(
          "</?(?:pre|code|p|div|span|tt|td|tr|table|tbody|li|ul|ol|html|body|b|i|a|font|strong)"
              + "(?: [^<>\n]{0,500})?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY =
      Pattern.compile("&(?:(lt|gt|amp|quot|apos|nbsp)|#([0-9]{1,6})|#x([0-9a-fA-F]{1,5}));");
  private static final Map<String, String> NAMED =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");

  private TextCleaning() {}

  /// The same bytes where there is nothing to take out.
  static byte[] clean(byte[] content) {
    String start =
        new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    boolean coloured = start.indexOf('\u001b') >= 0;
    boolean fromPage =
        (ENTITY.matcher(start).find() || PAGE_TAG.matcher(start).find())
            && !RAW_XML.matcher(start).find();
    boolean numbered = NumberedLines.in(start);
    if (!coloured && !fromPage && !numbered) {
      return content;
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String plain = coloured ? ESCAPE.matcher(text).replaceAll("") : text;
    String lines = fromPage ? ofPage(plain) : plain;
    return (numbered ? NumberedLines.takenOut(lines) : lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String ofPage(String text) {
    String lines = LINE_TAG.matcher(text).replaceAll("\n");
    return ENTITY.matcher(TAG.matcher(lines).replaceAll("")).replaceAll(TextCleaning::decode);
  }

  /// The character in UTF-8, each byte as one character.
  private static String decode(java.util.regex.MatchResult entity) {
    String decoded =
        entity.group(1) != null
            ? NAMED.getOrDefault(entity.group(1), "")
            : ofNumber(
                entity.group(2) != null
                    ? Integer.parseInt(entity.group(2))
                    : Integer.parseInt(entity.group(3), 16));
    return Matcher.quoteReplacement(
        new String(decoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private static String ofNumber(int code) {
    boolean isText = Character.isValidCodePoint(code) && (code >= 0x20 || code == '\n');
    return code == 0xa0 || !isText ? " " : Character.toString(code);
  }
}
