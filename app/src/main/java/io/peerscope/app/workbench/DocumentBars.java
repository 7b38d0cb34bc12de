package io.peerscope.app.workbench;

import io.peerscope.app.document.Bar;
import io.peerscope.app.document.Bars;
import io.peerscope.app.fx.Nodes;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;

/// Above the canvas: what waits for the user about the document, with buttons instead of a dialog.
final class DocumentBars extends VBox {

  private final Bars bars;
  private final Runnable answered;
  private List<DocumentBar> shown = List.of();

  /// @param answered what happens to the focus when the button that had it is gone
  DocumentBars(Bars bars, Runnable answered) {
    this.bars = bars;
    this.answered = answered;
    setId("bars");
    bars.all().subscribe(this::show);
  }

  /// A bar that comes again with other words stays in its place.
  private void show(List<Bar> all) {
    var rows = new ArrayList<DocumentBar>();
    for (Bar bar : all) {
      DocumentBar row =
          shown.stream()
              .filter(it -> it.canSay(bar))
              .findFirst()
              .orElseGet(() -> new DocumentBar(bar, bars, answered));
      row.say(bar);
      rows.add(row);
    }
    if (!rows.equals(shown)) {
      shown = List.copyOf(rows);
      getChildren().setAll(rows);
    }
    Nodes.show(this, !all.isEmpty());
  }
}
