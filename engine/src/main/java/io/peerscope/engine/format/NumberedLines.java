package io.peerscope.engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out the line numbers that `cat -n`, `nl` and `grep -n` put in front of a listing.
///
///     12:00:1f.0 ISA bridge: …     grep -n, a line that it looked for
///     13-    Subsystem: …           grep -n -A1, a line beside it
///          7<tab>00:1f.0 ISA bridge: …    cat -n
///
/// Numbers have to rise from line to line, the first must be too short for a PCI domain, and an
/// address must follow one of them: nothing else in a listing looks so.
final class NumberedLines {

  /// A text is numbered from the start, or not at all.
  private static final int LOOKED_AT = 64 * 1024;

  private static final String ADDRESS =
      "(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7](?=[ \\t\\r\\n]|$)";
  private static final Pattern NUMBERED =
      Pattern.compile("(?m)^(?: {0,5}[1-9][0-9]{0,6}\\t|[1-9][0-9]{0,6}[:-])" + ADDRESS);
  private static final Pattern LINE =
      Pattern.compile("( {0,5})([1-9][0-9]{0,6})([:\\t-])([^\\n]*)");
  private static final Pattern HEADER = Pattern.compile(ADDRESS);

  /// What `grep` prints between lines that do not follow each other.
  private static final String BREAK = "--";

  private static final int MOST_DIGITS_OF_FIRST = 3;

  private final List<String> lines;

  private NumberedLines(List<String> lines) {
    this.lines = lines;
  }

  /// Whether the first part of a text holds a numbered header.
  static boolean in(String start) {
    return NUMBERED.matcher(start.substring(0, Math.min(LOOKED_AT, start.length()))).find();
  }

  /// The text with as many lines, without numbers.
  static String takenOut(String text) {
    return String.join("\n", new NumberedLines(List.of(text.split("\n", -1))).withoutNumbers());
  }

  private List<String> withoutNumbers() {
    List<String> all = new ArrayList<>(lines.size());
    int at = 0;
    while (at < lines.size()) {
      int end = endOfRun(at);
      List<String> run = lines.subList(at, Math.max(end, at + 1));
      all.addAll(
          end > at && holdsHeader(run) ? run.stream().map(NumberedLines::rest).toList() : run);
      at += run.size();
    }
    return all;
  }

  /// Behind the lines from `start` on that are numbered in one way; `start` where none is.
  private int endOfRun(int start) {
    Matcher first = LINE.matcher(lines.get(start));
    if (!first.matches() || first.group(2).length() > MOST_DIGITS_OF_FIRST) {
      return start;
    }
    boolean isGrep = !first.group(3).equals("\t");
    int last = 0;
    int at = start;
    for (; at < lines.size(); at++) {
      String line = lines.get(at).stripTrailing();
      Matcher numbered = LINE.matcher(lines.get(at));
      if (isGrep && line.equals(BREAK)) {
        continue;
      }
      boolean goesOn =
          numbered.matches()
              && numbered.group(3).equals("\t") != isGrep
              && !(isGrep && !numbered.group(1).isEmpty())
              && Integer.parseInt(numbered.group(2)) > last;
      if (!goesOn) {
        break;
      }
      last = Integer.parseInt(numbered.group(2));
    }
    return at;
  }

  private static boolean holdsHeader(List<String> run) {
    return run.stream()
        .map(LINE::matcher)
        .anyMatch(line -> line.matches() && HEADER.matcher(line.group(4)).lookingAt());
  }

  /// What stands behind the number; where lines are missing, a function ends.
  private static String rest(String line) {
    Matcher numbered = LINE.matcher(line);
    return numbered.matches() ? numbered.group(4) : "";
  }
}
