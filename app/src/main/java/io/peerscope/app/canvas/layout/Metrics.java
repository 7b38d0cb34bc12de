package io.peerscope.app.canvas.layout;

/// Sizes of the picture, on a grid of 8 pixels.
public final class Metrics {

  public static final double GRID = 8;
  public static final double MARGIN = 24;
  public static final double MEMORY_WIDTH = 80;
  public static final double BAR_WIDTH = 32;
  public static final double BAR_PADDING = 16;

  /// The height of a host bridge with nothing to show, and of one that holds a single line.
  static final double LEAST_BAR = 64;

  static final double ONE_LINE_BAR = 56;

  /// Between two host bridges: a border one sees.
  public static final double BORDER = 48;

  public static final double CHIP_WIDTH = 72;
  public static final double CHIP_HEIGHT = 24;
  public static final double CARD_WIDTH = 216;
  public static final double CARD_HEIGHT = 48;
  public static final double ROW_HEIGHT = 24;
  public static final double CELL_WIDTH = 224;

  /// Room on a line for `x16 32 GT/s` and a bus number.
  public static final double LINK = 120;

  public static final double SWITCH_WIDTH = 232;
  public static final double SWITCH_TITLE = 32;
  public static final double SWITCH_LEAST = 128;
  public static final double FRAME_PADDING = 4;
  public static final double GAP = 8;

  /// Above the functions of a root bus.
  static final double GRID_TITLE = 24;

  static final double MEMORY_X = MARGIN;
  static final double BAR_X = MEMORY_X + MEMORY_WIDTH + GAP;
  static final double ROOT_X = BAR_X + BAR_WIDTH + MARGIN;

  /// Where what hangs below a root port begins.
  static final double FIRST_X = ROOT_X + CHIP_WIDTH + LINK;

  private Metrics() {}

  /// The nearest line of the grid.
  public static double snap(double value) {
    return Math.round(value / GRID) * GRID;
  }
}
