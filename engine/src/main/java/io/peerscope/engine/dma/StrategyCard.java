package io.peerscope.engine.dma;

import io.peerscope.engine.fact.DataTable;
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
    return DataTable.read(StrategyCard.class, TABLE, COLUMNS).stream()
        .map(row ->
            new StrategyCard(
                StrategyName.ofSpelling(row.at(0)).orElseThrow(),
                row.at(1),
                row.at(2),
                row.at(3),
                row.at(4),
                row.at(5)))
        .toList();
  }
}
