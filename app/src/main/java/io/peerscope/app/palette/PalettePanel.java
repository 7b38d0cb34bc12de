package io.peerscope.app.palette;

import io.peerscope.app.draw.Carrier;
import io.peerscope.app.draw.Palette;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.fx.Nodes;
import java.util.function.Consumer;
import javafx.scene.layout.VBox;

/// All items of the palette, one below the other.
public final class PalettePanel extends VBox {

  /// @param add puts an item where the selection is
  public PalettePanel(Palette palette, Carrier carrier, Consumer<PaletteItem> add) {
    setId("palette");
    getStyleClass().addAll("panel", "palette");
    var items = Nodes.column("palette-items");
    for (PaletteItem item : PaletteItem.values()) {
      items.getChildren().add(new PaletteRow(palette, item, carrier, add));
    }
    setMinSize(0, 0);
    var scroll = Nodes.scroll(items);
    scroll.setFocusTraversable(false);
    getChildren()
        .addAll(
            Nodes.row(
                "palette-heading",
                Nodes.label("PALETTE", "heading"),
                Nodes.spacer(),
                Nodes.label("drag, or press its key", "muted", "palette-hint")),
            scroll);
  }
}
