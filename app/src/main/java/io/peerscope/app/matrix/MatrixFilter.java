package io.peerscope.app.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which rows or columns are wanted: `kind:GPU kind:NIC driver:mlx5_core 0000:40`.
///
/// Values of one facet are alternatives, different facets must all hold, and every other word must
/// occur in address, name, kind, driver or bridge. A value with blanks stands in quotes.
final class MatrixFilter {

  private static final Pattern TERM = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");

  private final Map<Facet, Set<String>> facets = new EnumMap<>(Facet.class);
  private final List<String> words;

  private MatrixFilter(List<String> terms) {
    words = terms.stream().filter(term -> !takeFacet(term)).toList();
  }

  static MatrixFilter parse(String text) {
    var terms = new ArrayList<String>();
    var matcher = TERM.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      terms.add(matcher.group().replace("\"", ""));
    }
    return new MatrixFilter(terms);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MatrixFilter that
        && facets.equals(that.facets)
        && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return Objects.hash(facets, words);
  }

  private boolean takeFacet(String term) {
    int colon = term.indexOf(':');
    return colon > 0
        && Facet.ofWord(term.substring(0, colon))
            .map(facet ->
                facets.computeIfAbsent(facet, _ -> new HashSet<>()).add(term.substring(colon + 1)))
            .isPresent();
  }

  boolean matches(Endpoint endpoint) {
    return facets.entrySet().stream()
            .allMatch(wanted ->
                endpoint
                    .facet(wanted.getKey())
                    .map(value -> wanted.getValue().contains(value.toLowerCase(Locale.ROOT)))
                    .orElse(false))
        && (words.isEmpty() || holdsAll(endpoint));
  }

  private boolean holdsAll(Endpoint endpoint) {
    String all =
        (endpoint.address() + " " + endpoint.name() + " " + endpoint.bridge() + " ")
                .toLowerCase(Locale.ROOT)
            + endpoint.facets().values().stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    return words.stream().allMatch(all::contains);
  }

  /// The filter text after a value of a facet was ticked or unticked.
  static String toggle(String text, Facet facet, String value) {
    String term = facet.word() + ":" + (value.contains(" ") ? "\"" + value + "\"" : value);
    if (!parse(text).has(facet, value)) {
      return (text.strip() + " " + term).strip();
    }
    return Arrays.stream(split(text))
        .filter(each -> !each.equalsIgnoreCase(term))
        .collect(Collectors.joining(" "));
  }

  private static String[] split(String text) {
    return TERM.matcher(text).results().map(MatchResult::group).toArray(String[]::new);
  }

  boolean has(Facet facet, String value) {
    return facets.getOrDefault(facet, Set.of()).contains(value.toLowerCase(Locale.ROOT));
  }
}
