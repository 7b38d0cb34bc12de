package io.peerscope.app.outline;

import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Finds functions by a few letters of anything that is known of them, best match first.
///
/// Each word of the query must occur with its letters in order; letters that stand together, at the
/// start of a word, count more.
public final class Finder {

  private static final int MOST_RESULTS = 50;
  private static final int TOGETHER = 100;
  private static final int WORD_START = 50;
  private static final int WIDEST_GAP = 6;

  private final List<Entry> entries;

  private record Entry(PciFunction function, String words) {}

  private record Match(PciFunction function, int score) {}

  public Finder(Topology topology) {
    entries =
        topology.functions().stream()
            .map(function -> new Entry(function, SearchWords.of(function)))
            .toList();
  }

  public List<PciFunction> find(String query) {
    String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
    var matches = new ArrayList<Match>();
    for (Entry entry : entries) {
      score(entry.words, words).ifPresent(it -> matches.add(new Match(entry.function, it)));
    }
    matches.sort(
        Comparator.comparingInt((Match match) -> -match.score)
            .thenComparing(match -> match.function.address()));
    return matches.stream().limit(MOST_RESULTS).map(Match::function).toList();
  }

  private static OptionalInt score(String text, String[] words) {
    int sum = 0;
    for (String word : words) {
      OptionalInt one = scoreWord(text, word);
      if (one.isEmpty()) {
        return OptionalInt.empty();
      }
      sum += one.getAsInt();
    }
    return OptionalInt.of(sum);
  }

  private static OptionalInt scoreWord(String text, String word) {
    int at = text.indexOf(word);
    if (at >= 0) {
      boolean startsWord = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      return OptionalInt.of(TOGETHER + (startsWord ? WORD_START : 0));
    }
    return scattered(text, word);
  }

  /// Letters in order with small gaps, wherever they begin; every gap costs.
  private static OptionalInt scattered(String text, String word) {
    int best = -1;
    for (int at = text.indexOf(word.charAt(0)); at >= 0; at = text.indexOf(word.charAt(0), at + 1)) {
      best = Math.max(best, scatteredFrom(text, word, at));
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private static int scatteredFrom(String text, String word, int start) {
    int score = TOGETHER / 2;
    int from = start;
    for (int letter = 1; letter < word.length(); letter++) {
      int next = text.indexOf(word.charAt(letter), from + 1);
      if (next < 0 || next - from > WIDEST_GAP) {
        return -1;
      }
      score -= next - from - 1;
      from = next;
    }
    return Math.max(0, score);
  }
}
