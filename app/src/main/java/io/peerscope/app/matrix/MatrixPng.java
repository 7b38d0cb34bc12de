package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The rows and columns that are shown as one picture, with their names and what the cells mean, in
/// strips that are small enough not to keep the FX thread from anything else.
final class MatrixPng {

  /// The picture is no larger than this either way; cells get smaller before.
  private static final int LARGEST = 4_000;

  private static final int LEAST_WIDTH = 640;
  private static final int STRIP = MatrixLook.TILE;
  private static final int MARGIN = 12;
  private static final int TITLE = 34;
  private static final int LEGEND = 40;
  private static final int SWATCH = 14;

  private final MatrixLook look;
  private final Palette palette;
  private final String title;
  private final double left;
  private final double top;
  private final int width;
  private final int height;

  private MatrixPng(MatrixLook look, Palette palette, String title) {
    this.look = look;
    this.palette = palette;
    this.title = title;
    left = MatrixHeaders.left(look.scene().rows(), look.pitch());
    top = MatrixHeaders.top(look.scene().columns(), look.pitch());
    width = (int) Math.max(LEAST_WIDTH, left + look.columns().extent() + 2 * MARGIN);
    height = (int) (TITLE + top + look.rows().extent() + LEGEND);
  }

  /// @param title what is written above it
  static MatrixPng of(MatrixScene scene, Operations operations, Palette palette, String title) {
    double room = LARGEST - MatrixHeaders.left(scene.rows(), 1) - LEGEND - TITLE;
    double pitch =
        Math.min(
            AxisScale.pitchToFit(scene.rows(), room), AxisScale.pitchToFit(scene.columns(), room));
    double drawn = Math.min(MatrixCanvas.USUAL_PITCH, pitch);
    double whole = drawn >= AxisScale.SMALLEST_BLOCK ? Math.floor(drawn) : drawn;
    return new MatrixPng(new MatrixLook(scene, whole, operations, Ink.of(palette)), palette, title);
  }

  int width() {
    return width;
  }

  /// All pixels from the top, `0xaarrggbb`, some rows at a time; not on the FX thread.
  List<int[]> strips() {
    var strips = new ArrayList<int[]>();
    for (int y = 0; y < height; y += STRIP) {
      int from = y;
      int rows = Math.min(STRIP, height - y);
      List<Tile> tiles = tiles(from, rows);
      strips.add(onFx(() -> paint(from, rows, tiles)));
    }
    return strips;
  }

  private record Tile(Image image, double x, double y) {}

  /// The cells that are in a strip.
  private List<Tile> tiles(int from, int rows) {
    double zero = TITLE + top;
    int first = Math.max(0, (int) Math.floor((from - zero) / MatrixLook.TILE));
    var tiles = new ArrayList<Tile>();
    for (int row = first;
        zero + row * MatrixLook.TILE < from + rows && row * MatrixLook.TILE < look.rows().extent();
        row++) {
      for (int column = 0; column * MatrixLook.TILE < look.columns().extent(); column++) {
        tiles.add(
            new Tile(
                PixelImage.of(look.tile(column, row)),
                left + column * MatrixLook.TILE,
                top + row * MatrixLook.TILE));
      }
    }
    return tiles;
  }

  private int[] paint(int from, int rows, List<Tile> tiles) {
    var canvas = new Canvas(width, rows);
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.setFill(palette.background());
    pen.fillRect(0, 0, width, rows);
    pen.translate(0, -from);
    words(pen, title, MARGIN, 22, 13);
    legend(pen);
    pen.translate(0, TITLE);
    double bottom = top + look.rows().extent();
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, width, bottom);
    pen.clip();
    tiles.forEach(tile -> pen.drawImage(tile.image(), tile.x(), tile.y()));
    pen.restore();
    var headers = new MatrixHeaders(pen, palette, width, bottom, look);
    headers.rows(look.rows(), 0, -1);
    headers.columns(look.columns(), 0, -1);
    var pixels = new int[width * rows];
    canvas
        .snapshot(new SnapshotParameters(), new WritableImage(width, rows))
        .getPixelReader()
        .getPixels(0, 0, width, rows, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }

  private void legend(GraphicsContext pen) {
    double y = height - LEGEND + 14.0;
    double x = MARGIN;
    for (VerdictKind kind : VerdictKind.values()) {
      pen.drawImage(PixelImage.of(MatrixLegend.pattern(kind, palette, SWATCH)), x, y);
      String meaning = MatrixLegend.words(kind);
      words(pen, meaning, x + SWATCH + 6, y + 11, 11);
      x += SWATCH + 22 + 6.2 * meaning.length();
    }
  }

  private void words(GraphicsContext pen, String text, double x, double y, double size) {
    pen.setFont(Font.font(Fonts.prose(), size));
    pen.setFill(palette.text());
    pen.setTextAlign(TextAlignment.LEFT);
    pen.fillText(text, x, y);
  }

  private static <T> T onFx(Supplier<T> work) {
    return Platform.isFxApplicationThread()
        ? work.get()
        : CompletableFuture.supplyAsync(work, Platform::runLater).join();
  }
}
