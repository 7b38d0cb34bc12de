package io.peerscope.engine.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes names and numbers that belong to one person, host or device out of texts, and counts them.
///
///     Device Serial Number ec-0d-9a-ff-fe-00-11-22  →  Device Serial Number (number)
///     ada@node17                                    →  (user@host)
public final class Scrubber {

  /// What is looked for, in this order.
  private enum Kind {
    /// `Serial Number: S4EMNX0R500123`; words without a digit are no serial.
    SERIAL(
        "serial number",
        "(?i)(?<=\\b(?:serial|serial number|serial no\\.|s/n|\\[sn\\])[:=]? {1,3})"
            + "(?=[^\\s\"\\\\,;()]*[0-9])[^\\s\"\\\\,;()]+",
        "(number)"),
    UUID("UUID", "\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "(number)"),
    /// MAC addresses and 64-bit identifiers, pairs of digits with `:` or `-` between.
    MAC(
        "MAC address or 64-bit identifier",
        "(?<![0-9a-fA-F:-])(?:[0-9a-fA-F]{2}([-:]))(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}"
            + "(?:\\1[0-9a-fA-F]{2}\\1[0-9a-fA-F]{2})?(?![0-9a-fA-F:-])",
        "(number)"),
    /// GUIDs and GIDs of InfiniBand, IPv6 addresses in full: groups of four digits.
    GUID(
        "GUID",
        "(?<![0-9a-fA-F:.])[0-9a-fA-F]{4}(?::[0-9a-fA-F]{4}){3,7}(?![0-9a-fA-F:.])",
        "(number)"),
    IP("IP address", "(?<![\\w.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![\\w.])", "(address)"),
    LOGIN("name of a user or host", "[A-Za-z_][\\w.-]{0,63}@[A-Za-z][\\w.-]{0,252}", "(user@host)"),
    /// From the root, of at least two parts; what the kernel names alike everywhere stays.
    PATH("path", "(?<![\\w.@/<])/(?!sys/|proc/)[^\\s/:\"'<>\\\\]+/[^\\s:\"'<>\\\\]*", "(path)");

    private final String words;
    private final Pattern pattern;
    private final String replacement;

    Kind(String words, String pattern, String replacement) {
      this.words = words;
      this.pattern = Pattern.compile(pattern);
      this.replacement = replacement;
    }
  }

  private static final int SHORTEST = 3;

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Set<String> files;
  private final Map<Kind, Set<String>> found = new EnumMap<>(Kind.class);
  private final Set<String> foundNames = new LinkedHashSet<>();
  private final Set<String> foundFiles = new LinkedHashSet<>();

  /// @param hosts names of people and hosts
  /// @param files names of files, each with what to call it
  public Scrubber(Collection<String> hosts, Map<String, String> files) {
    this.files = Set.copyOf(files.keySet());
    files.keySet().stream()
        .filter(Scrubber::isLongEnough)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(file -> names.put(file, files.getOrDefault(file, "")));
    hosts.stream()
        .map(String::strip)
        .filter(Scrubber::isLongEnough)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(host -> names.putIfAbsent(host, "(name)"));
  }

  private static boolean isLongEnough(String name) {
    return name.length() >= SHORTEST;
  }

  /// The text without them.
  public String clean(String text) {
    String cleaned = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      cleaned = replaceName(cleaned, name.getKey(), name.getValue());
    }
    for (Kind kind : Kind.values()) {
      cleaned = replace(cleaned, kind);
    }
    return cleaned;
  }

  private String replaceName(String text, String name, String replacement) {
    if (!text.contains(name)) {
      return text;
    }
    Matcher matcher =
        Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])").matcher(text);
    if (!matcher.find()) {
      return text;
    }
    (files.contains(name) ? foundFiles : foundNames).add(name);
    return matcher.replaceAll(Matcher.quoteReplacement(replacement));
  }

  private String replace(String text, Kind kind) {
    Set<String> seen = found.computeIfAbsent(kind, _ -> new LinkedHashSet<>());
    return kind.pattern
        .matcher(text)
        .replaceAll(match -> {
          seen.add(match.group());
          return Matcher.quoteReplacement(kind.replacement);
        });
  }

  /// How many of what were taken out so far, one line for each kind; the things themselves are not
  /// told.
  public List<String> removed() {
    var lines = new ArrayList<String>();
    found.forEach((kind, seen) -> add(lines, seen.size(), kind.words));
    add(lines, foundNames.size(), "name of a user or host that was given");
    add(lines, foundFiles.size(), "name of a file");
    return lines;
  }

  private static void add(List<String> lines, int count, String words) {
    if (count > 0) {
      lines.add(count + " × " + words);
    }
  }
}
