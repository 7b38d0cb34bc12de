package io.peerscope.engine.format.markup;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the pieces of XML in a text.
public final class XmlPieces {

  private static final int MOST = 10_000;

  private XmlPieces() {}

  /// The outermost elements of some names, in order.
  ///
  /// @param start what such an element starts with; its first group is the name
  public static List<XmlElement> in(byte[] content, Pattern start, String file, DiagnosticLog log) {
    if (!PlainText.startsLike(content, start)) {
      return List.of();
    }
    String text = PlainText.of(content, start);
    var pieces = new ArrayList<XmlElement>();
    Matcher next = start.matcher(text);
    int from = 0;
    while (pieces.size() < MOST && next.find(from)) {
      int end = end(text, next.start(), next.group(1));
      Optional<XmlElement> piece =
          XmlTrees.read(
              text.substring(next.start(), end), file, PlainText.lineOf(text, next.start()), log);
      piece.ifPresent(pieces::add);
      from = end;
    }
    return pieces;
  }

  /// Behind the end of the element: its end tag that as many start tags precede.
  private static int end(String text, int start, String name) {
    Matcher tag =
        Pattern.compile("<(/?)" + Pattern.quote(name) + "(?=[\\s/>])[^<>]*(/?)>").matcher(text);
    int depth = 0;
    for (boolean found = tag.find(start); found; found = tag.find()) {
      boolean empty = text.charAt(tag.end() - 2) == '/';
      depth += tag.group(1).isEmpty() ? (empty ? 0 : 1) : -1;
      if (depth <= 0) {
        return tag.end();
      }
    }
    return text.length();
  }
}
