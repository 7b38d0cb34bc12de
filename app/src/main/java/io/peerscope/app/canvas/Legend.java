package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Film;
import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.fx.Nodes;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.VBox;

/// What lines and signs of the picture mean, in a corner of it.
public final class Legend extends VBox {

  private static final double WIDTH = 72;
  private static final double HEIGHT = 24;

  /// What is no line of a DMA.
  private static final List<String> SIGNS =
      List.of(
          "thick: much bandwidth",
          "ACS: the port sends peer requests upstream",
          "IO: soft-IOMMU translator",
          "×n: n like functions, n empty: ports without a device");

  /// @param dark whether the dark palette is used
  public Legend(ObservableBooleanValue dark) {
    setId("legend");
    getStyleClass().add("picture-legend");
    setMouseTransparent(true);
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    dark.subscribe(isDark -> fill(isDark ? Palette.DARK : Palette.LIGHT));
  }

  private void fill(Palette palette) {
    getChildren().clear();
    for (Film.Line line : Film.legend()) {
      getChildren().add(Nodes.row("legend-row", drawn(line, palette), Nodes.label(line.words())));
    }
    SIGNS.forEach(words -> getChildren().add(Nodes.label(words, "muted")));
  }

  private static Node drawn(Film.Line line, Palette palette) {
    var canvas = new Canvas(WIDTH, HEIGHT);
    new FxPainter(canvas.getGraphicsContext2D(), palette, 1, 0, 0, 1).paint(line.marks());
    return canvas;
  }
}
