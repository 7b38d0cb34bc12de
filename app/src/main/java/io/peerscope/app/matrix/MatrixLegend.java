package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Palette;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;

/// What the cells mean: the very cells with their marks and patterns, and how many there are.
final class MatrixLegend extends VBox {

  private static final int SIZE = 24;
  private static final int PATTERN = 12;

  private Palette palette = Palette.of(false);
  private Map<VerdictKind, Long> counts = Map.of();

  private final Map<VerdictKind, Label> numbers = new EnumMap<>(VerdictKind.class);

  MatrixLegend() {
    getStyleClass().add("legend-rows");
  }

  void setPalette(Palette newPalette) {
    palette = newPalette;
    refill();
  }

  /// After an edit only the numbers are others.
  void count(Map<VerdictKind, Long> newCounts) {
    boolean hadRows = !counts.isEmpty();
    counts = newCounts;
    if (hadRows && !counts.isEmpty()) {
      numbers.forEach((kind, label) -> label.setText(number(kind)));
    } else {
      refill();
    }
  }

  private String number(VerdictKind kind) {
    return "%,d".formatted(counts.getOrDefault(kind, 0L));
  }

  private void refill() {
    getChildren().setAll(Nodes.label("LINUX P2PDMA POLICY", "heading"));
    getChildren().add(Nodes.label("row = client, column = owner of the page", "muted"));
    if (counts.isEmpty()) {
      return;
    }
    for (VerdictKind kind : VerdictKind.values()) {
      getChildren()
          .add(
              Nodes.row(
                  "legend-row",
                  pattern(kind),
                  swatch(kind),
                  numberOf(kind),
                  Nodes.label(words(kind))));
    }
    for (String line :
        List.of(
            "Small cells have a pattern in place of the mark; a block of many is a stack of all its"
                + " verdicts, refusals on top.",
            "Below the mark: write direct, write mapped, read direct, read mapped. Square open, bar"
                + " closed, dot unknown. Where reads fare otherwise than writes, they have the lower"
                + " right half.")) {
      getChildren().add(Nodes.paragraph(line, "muted"));
    }
  }

  private Label numberOf(VerdictKind kind) {
    Label label = Nodes.label(number(kind), "mono", "legend-count");
    numbers.put(kind, label);
    return label;
  }

  /// What a kind of cell means.
  static String words(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> "direct, by bus address";
      case THROUGH_HOST_BRIDGE -> "through the host bridge";
      case REFUSED -> "refused";
      case UNDETERMINED -> "undetermined";
    };
  }

  private Node pattern(VerdictKind kind) {
    return new ImageView(PixelImage.of(pattern(kind, palette, PATTERN)));
  }

  /// A square of what small cells of a kind look like.
  static Pixels pattern(VerdictKind kind, Palette palette, int size) {
    Ink ink = Ink.of(palette);
    var pixels = new Pixels(size, size, ink.background());
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        pixels.set(x, y, Marks.pattern(kind, x, y, ink));
      }
    }
    return pixels;
  }

  private Node swatch(VerdictKind kind) {
    Ink ink = Ink.of(palette);
    var pixels = new Pixels(SIZE, SIZE, ink.background());
    pixels.roundSquare(SIZE, 4, ink.soft(kind), ink.strong(kind));
    Marks.mark(pixels, kind, SIZE / 2.0, SIZE / 2.0, SIZE, ink.strong(kind));
    return new ImageView(PixelImage.of(pixels));
  }
}
