package io.peerscope.app.defect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a text what would tell who and where its user is: names of people, hosts and files,
/// and numbers that belong to one device alone.
///
/// `/home/ada/host17/lspci.txt` becomes `~/…`, `00-11-22-ff-fe-33-44-55` becomes `(number)`.
final class Privacy {

  /// MAC addresses and PCI device serial numbers (PCIe 6.x, 7.9.3), and UUIDs.
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\b(?:[0-9a-fA-F]{2}[-:]){5,7}[0-9a-fA-F]{2}\\b"
              + "|\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");

  /// A path from the root with at least two parts; not the `/` of a module or a ratio.
  private static final Pattern PATH = Pattern.compile("(?<![\\w.@/])/[^\\s/:\"']+/[^\\s:\"']*");

  /// What an exception quotes is what it was given: content of the user's files.
  private static final Pattern QUOTED = Pattern.compile("\"[^\"\\n]+\"");

  private final String home;
  private final List<String> names;

  /// @param home the user's home folder
  /// @param user names of the user and of the host
  /// @param given names that the user gave to files and machines
  Privacy(Path home, Collection<String> user, Collection<String> given) {
    this.home = home.toString();
    var all = new ArrayList<>(user);
    all.addAll(given);
    names =
        all.stream()
            .filter(name -> !name.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String clean(String text) {
    String cleaned = QUOTED.matcher(text).replaceAll("\"…\"");
    if (home.length() > 1) {
      cleaned =
          cleaned.replaceAll(
              Pattern.quote(home) + "(?:/[^\\s:\"']*)?", Matcher.quoteReplacement("~/…"));
    }
    for (String name : names) {
      cleaned =
          cleaned.replaceAll(
              "(?<![\\w])" + Pattern.quote(name) + "(?![\\w])", Matcher.quoteReplacement("(name)"));
    }
    cleaned = PATH.matcher(cleaned).replaceAll("/…");
    return NUMBER.matcher(cleaned).replaceAll("(number)");
  }
}
