package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.Field.ByteRange;
import io.peerscope.engine.config.ConfigSpace;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;

/// The raw bytes of configuration space, 16 in a row; the bytes of the chosen field stand out.
final class HexView extends ListView<Integer> {

  private static final int PER_ROW = 16;

  private ConfigSpace config = ConfigSpace.none();
  private Optional<ByteRange> hot = Optional.empty();

  HexView() {
    setId("hex");
    getStyleClass().add("hex");
    setAccessibleText("Raw bytes of configuration space");
    setPlaceholder(Nodes.label("The input has no bytes of this function.", "muted"));
    setCellFactory(_ -> new Row());
  }

  void show(ConfigSpace newConfig) {
    config = newConfig;
    hot = Optional.empty();
    getItems()
        .setAll(
            IntStream.iterate(0, offset -> offset < newConfig.length(), it -> it + PER_ROW)
                .filter(offset -> newConfig.lineOf(offset) != 0)
                .boxed()
                .toList());
  }

  /// Makes some bytes stand out, and brings them into sight.
  void highlight(Optional<ByteRange> bytes) {
    hot = bytes;
    refresh();
    bytes
        .map(range -> getItems().indexOf(range.offset() / PER_ROW * PER_ROW))
        .filter(row -> row >= 0)
        .ifPresent(row -> scrollTo(Math.max(0, row - 1)));
  }

  private final class Row extends ListCell<Integer> {

    private final Label before = Nodes.label("", "mono");
    private final Label inside = Nodes.label("", "mono", "hot");
    private final Label after = Nodes.label("", "mono");
    private final HBox row = Nodes.row("hex-row", before, inside, after);

    /// Never wider than the view: the row is made to fit, and needs no scroll bar.
    Row() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Integer offset, boolean empty) {
      super.updateItem(offset, empty);
      setText(null);
      setGraphic(empty || offset == null ? null : row);
      if (offset != null && !empty) {
        show(offset);
      }
    }

    private void show(int offset) {
      int from = hot.map(range -> clampToRow(range.offset(), offset)).orElse(offset + PER_ROW);
      int to = hot.map(range -> clampToRow(range.offset() + range.length(), offset)).orElse(from);
      before.setText("%03x: ".formatted(offset) + hex(offset, from));
      inside.setText(hex(from, to).strip());
      after.setText((from == to ? "" : " ") + hex(to, offset + PER_ROW).strip());
      Nodes.show(inside, from < to);
      setAccessibleText("%03x: ".formatted(offset) + hex(offset, offset + PER_ROW));
    }

    private int clampToRow(int at, int offset) {
      return Math.clamp(at, offset, offset + PER_ROW);
    }

    private String hex(int from, int to) {
      return IntStream.range(from, to)
          .mapToObj(at -> config.has(at, 1) ? "%02x ".formatted(config.u8(at)) : "   ")
          .collect(Collectors.joining());
    }
  }
}
