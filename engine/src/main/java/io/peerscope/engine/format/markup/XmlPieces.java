package io.peerscope.engine.format.markup;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the pieces of XML in a text.
public final class XmlPieces {

  private static final int MOST = 10_000;

  /// Words of prose such as `<device>` look like a start; after so many the rest is prose, too.
  private static final int MOST_OTHERS = 20;

  private XmlPieces() {}

  /// The outermost elements that are known, in order; what others hold is not reported.
  ///
  /// @param start what such an element starts with; its first group is the name
  /// @param isKnown whether an element is one to read
  public static List<XmlElement> in(
      byte[] content,
      Pattern start,
      Predicate<XmlElement> isKnown,
      String file,
      DiagnosticLog log) {
    if (!PlainText.startsLike(content, start)) {
      return List.of();
    }
    String text = PlainText.of(content, start);
    var pieces = new ArrayList<XmlElement>();
    Matcher next = start.matcher(text);
    int from = 0;
    int others = 0;
    while (pieces.size() < MOST && others < MOST_OTHERS && next.find(from)) {
      int end = end(text, next.start(), next.group(1));
      var problems = new DiagnosticLog();
      Optional<XmlElement> piece =
          XmlTrees.read(
                  text.substring(next.start(), end),
                  file,
                  PlainText.lineOf(text, next.start()),
                  problems)
              .filter(isKnown);
      if (piece.isPresent()) {
        pieces.add(piece.get());
        log.addAll(problems.entries());
      } else {
        others++;
      }
      from = piece.isPresent() ? end : next.end();
    }
    return pieces;
  }

  /// Finds the next tag by its name, which is faster than trying every letter.
  private static boolean find(Matcher tag, String text, String name, int from) {
    for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = at > from && text.charAt(at - 1) == '/' ? at - 2 : at - 1;
      if (start >= from && tag.region(start, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /// Behind the end of the element: its end tag that as many start tags precede.
  private static int end(String text, int start, String name) {
    Matcher tag =
        Pattern.compile("<(/?)" + Pattern.quote(name) + "(?=[\\s/>])[^<>]*(/?)>").matcher(text);
    int depth = 0;
    for (boolean found = find(tag, text, name, start);
        found;
        found = find(tag, text, name, tag.end())) {
      boolean empty = text.charAt(tag.end() - 2) == '/';
      depth += tag.group(1).isEmpty() ? (empty ? 0 : 1) : -1;
      if (depth <= 0) {
        return tag.end();
      }
    }
    return text.length();
  }
}
