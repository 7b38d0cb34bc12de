package io.peerscope.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the index of captured samples: what a file is, and what is in it.
///
/// @param file the sample
/// @param kind the index's own word: `vvv`, `hex`, `tree`, `hwloc2`, …
/// @param features what the index says of its content
record SampleIndex(Path file, String kind, String features) {

  private static final Pattern LINE =
      Pattern.compile(
          "\\| ((?:lspci|hwloc|sysfs|nccl|nvsmi)/\\S+) \\| ([^|]*) \\| [^|]* \\| [^|]* \\| "
              + "([^|]*) \\|.*");
  private static final Pattern DOMAINS =
      Pattern.compile("domains ([0-9a-f]{4,8}(?:,[0-9a-f]{4,8})*)(?=, |\\]|;| |$)");
  private static final Pattern REFUSED = Pattern.compile("\\bNOT |negative sample|must be refused");

  /// All files that are there; empty where the captured data are absent.
  static List<SampleIndex> all() throws IOException {
    Optional<Path> folder = SharedData.folder("samples");
    if (folder.isEmpty()) {
      return List.of();
    }
    List<SampleIndex> samples = new ArrayList<>();
    for (String line : Files.readAllLines(folder.get().resolve("INDEX.md"))) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Path file = folder.get().resolve(matcher.group(1));
        if (Files.exists(file)) {
          samples.add(new SampleIndex(file, matcher.group(2).strip(), matcher.group(3)));
        }
      }
    }
    return samples;
  }

  String name() {
    return file.getFileName().toString();
  }

  /// The folder: `lspci`, `hwloc`, ….
  String family() {
    return file.getParent().getFileName().toString();
  }

  boolean isToBeRefused() {
    return REFUSED.matcher(features).find();
  }

  /// The figure in front of a word, as in `27 device headers`.
  OptionalInt count(String word) {
    Matcher matcher = Pattern.compile("([0-9]+) " + Pattern.quote(word)).matcher(features);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /// The domains it names; empty where it names none.
  Set<String> domains() {
    Matcher matcher = DOMAINS.matcher(features);
    Set<String> last = new TreeSet<>();
    while (matcher.find()) {
      last = new TreeSet<>(List.of(matcher.group(1).split(",", -1)));
    }
    return last;
  }
}
