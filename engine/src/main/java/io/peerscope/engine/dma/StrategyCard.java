package io.peerscope.engine.dma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What there is to say of a strategy in words, from the table that ships with the program.
///
/// @param name which one
/// @param asked who is asked
/// @param knows what it can look at
/// @param answers what it says
/// @param lists which lists of pages it takes
/// @param source who proposed it, and when
public record StrategyCard(
    StrategyName name, String asked, String knows, String answers, String lists, String source) {

  private static final String TABLE = "mapping-strategies.tsv";
  private static final int COLUMNS = 6;
  private static final List<StrategyCard> ALL = load();

  /// One for every name, in their order.
  public static List<StrategyCard> all() {
    return ALL;
  }

  private static List<StrategyCard> load() {
    InputStream stream = StrategyCard.class.getResourceAsStream(TABLE);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + TABLE);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).map(StrategyCard::card).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StrategyCard card(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("%s: not %d columns: %s".formatted(TABLE, COLUMNS, line));
    }
    return new StrategyCard(
        StrategyName.ofSpelling(cells[0]).orElseThrow(),
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        cells[5]);
  }
}
