package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.ByteRange;
import io.peerscope.engine.config.ConfigSpace;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;

/// The raw bytes of configuration space, 16 in a row; the bytes of the chosen field stand out. A
/// click chooses a byte, the arrow keys the one beside the chosen ones; two hex digits write it.
final class HexView extends ListView<Integer> {

  private static final int PER_ROW = 16;

  /// Characters of a row: `000: ` and 16 times two digits with a space between.
  private static final int OFFSET_WIDTH = 5;

  private static final int BYTE_WIDTH = 3;

  /// Takes a byte that somebody wrote.
  @FunctionalInterface
  interface ByteWriter {
    void write(int offset, int value);
  }

  private final IntConsumer choose;
  private final ByteWriter writer;
  private int cursor;
  private int firstDigit = -1;
  private ConfigSpace config = ConfigSpace.none();
  private Optional<ByteRange> hot = Optional.empty();

  /// @param choose gets the offset of a byte that somebody points at
  /// @param writer gets what somebody writes into the chosen byte
  HexView(IntConsumer choose, ByteWriter writer) {
    this.choose = choose;
    this.writer = writer;
    setId("hex");
    getStyleClass().add("hex");
    setAccessibleText("Raw bytes of configuration space");
    setPlaceholder(Nodes.label("The input has no bytes of this function.", "muted"));
    setCellFactory(_ -> new Row());
    addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    addEventFilter(KeyEvent.KEY_TYPED, this::write);
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
    firstDigit = -1;
    bytes.filter(range -> !range.holds(cursor)).ifPresent(range -> cursor = range.offset());
    refresh();
    bytes
        .map(range -> getItems().indexOf(range.offset() / PER_ROW * PER_ROW))
        .filter(row -> row >= 0)
        .ifPresent(row -> scrollTo(Math.max(0, row - 1)));
  }

  private void walk(KeyEvent key) {
    int first = hot.map(ByteRange::offset).orElse(0);
    int last = hot.map(range -> range.offset() + range.length() - 1).orElse(-1);
    int to =
        switch (key.getCode()) {
          case LEFT -> first - 1;
          case RIGHT -> last + 1;
          case UP -> first - PER_ROW;
          case DOWN -> last + PER_ROW;
          default -> -1;
        };
    if (key.getCode().isArrowKey()) {
      key.consume();
      chooseIfThere(to);
    }
  }

  /// The second digit completes the byte; the next two go to the byte behind.
  private void write(KeyEvent key) {
    int digit = key.getCharacter().length() == 1 ? digit(key.getCharacter().charAt(0)) : -1;
    if (digit < 0 || key.isShortcutDown() || key.isAltDown()) {
      return;
    }
    key.consume();
    if (firstDigit < 0) {
      firstDigit = digit;
    } else {
      int value = firstDigit << 4 | digit;
      firstDigit = -1;
      writer.write(cursor, value);
    }
  }

  private static int digit(char character) {
    return character < 0x80 ? Character.digit(character, 16) : -1;
  }

  private void chooseIfThere(int offset) {
    if (offset >= 0 && config.has(offset, 1)) {
      cursor = offset;
      choose.accept(offset);
    }
  }

  private final class Row extends ListCell<Integer> {

    private final Label before = Nodes.label("", "mono");
    private final Label inside = Nodes.label("", "mono", "hot");
    private final Label after = Nodes.label("", "mono");
    private final HBox row = Nodes.row("hex-row", before, inside, after);

    /// Never wider than the view: the row is made to fit, and needs no scroll bar.
    Row() {
      setPrefWidth(0);
      setOnMouseClicked(this::point);
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
      after.setText(from == to || to == offset + PER_ROW ? "" : " " + hex(to, offset + PER_ROW));
      Nodes.show(inside, from < to);
      setAccessibleText("%03x: ".formatted(offset) + hex(offset, offset + PER_ROW));
    }

    private int clampToRow(int at, int offset) {
      return Math.clamp(at, offset, offset + PER_ROW);
    }

    /// Digits are all of one width, so the place in the row tells which byte it is.
    private void point(MouseEvent click) {
      if (getItem() == null || isEmpty()) {
        return;
      }
      double width = after.getBoundsInParent().getMaxX();
      double x = row.sceneToLocal(click.getSceneX(), click.getSceneY()).getX();
      int character = (int) (x / Math.max(1, width) * length());
      int at = (character - OFFSET_WIDTH) / BYTE_WIDTH;
      if (character >= OFFSET_WIDTH && at < PER_ROW) {
        chooseIfThere(getItem() + at);
      }
    }

    private int length() {
      int hotLength = inside.isVisible() ? inside.getText().length() : 0;
      return before.getText().length() + hotLength + after.getText().length();
    }

    private String hex(int from, int to) {
      return IntStream.range(from, to)
          .mapToObj(at -> config.has(at, 1) ? "%02x ".formatted(config.u8(at)) : "   ")
          .collect(Collectors.joining());
    }
  }
}
