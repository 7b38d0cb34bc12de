package io.peerscope.app.matrix;

import java.util.Arrays;

/// A rectangle of pixels to draw on without a toolkit, and so on any thread.
///
/// Lines and corners are smooth: a pixel takes as much of a colour as the shape covers of it, by
/// the distance of its middle from the shape's edge.
final class Pixels {

  private final int width;
  private final int height;
  private final int[] values;

  Pixels(int width, int height, int color) {
    this.width = width;
    this.height = height;
    this.values = new int[width * height];
    Arrays.fill(values, color);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int at(int x, int y) {
    return values[y * width + x];
  }

  /// All pixels, row after row; not a copy.
  int[] values() {
    return values;
  }

  void set(int x, int y, int color) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      values[y * width + x] = color;
    }
  }

  private void blend(int x, int y, int color, double share) {
    if (share > 0 && x >= 0 && y >= 0 && x < width && y < height) {
      int at = y * width + x;
      values[at] = share >= 1 ? color : Ink.mix(values[at], color, share);
    }
  }

  void fill(int x, int y, int wide, int high, int color) {
    int right = Math.min(width, x + wide);
    int bottom = Math.min(height, y + high);
    for (int row = Math.max(0, y); row < bottom; row++) {
      if (right > Math.max(0, x)) {
        Arrays.fill(values, row * width + Math.max(0, x), row * width + right, color);
      }
    }
  }

  /// Copies another picture to a place; what does not fit is left out.
  void draw(Pixels other, int x, int y) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + other.width);
    if (left >= right) {
      return;
    }
    for (int row = Math.max(0, y); row < Math.min(height, y + other.height); row++) {
      System.arraycopy(
          other.values,
          (row - y) * other.width + left - x,
          values,
          row * width + left,
          right - left);
    }
  }

  /// A square with round corners and an edge of one pixel.
  void roundSquare(double size, double radius, int inside, int edge) {
    double half = size / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = Math.max(0, Math.abs(x + 0.5 - half) - half + radius);
        double dy = Math.max(0, Math.abs(y + 0.5 - half) - half + radius);
        double beyond = Math.hypot(dx, dy) - radius;
        if (dx == 0 && dy == 0) {
          beyond = Math.max(Math.abs(x + 0.5 - half), Math.abs(y + 0.5 - half)) - half;
        }
        blend(x, y, edge, Math.clamp(0.5 - beyond, 0, 1));
        blend(x, y, inside, Math.clamp(-0.5 - beyond, 0, 1));
      }
    }
  }

  /// A line with round ends.
  void line(double x1, double y1, double x2, double y2, double thick, int color) {
    double reach = thick / 2 + 1;
    int top = (int) Math.floor(Math.min(y1, y2) - reach);
    int bottom = (int) Math.ceil(Math.max(y1, y2) + reach);
    int left = (int) Math.floor(Math.min(x1, x2) - reach);
    int right = (int) Math.ceil(Math.max(x1, x2) + reach);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double distance = distance(x + 0.5, y + 0.5, x1, y1, x2, y2);
        blend(x, y, color, Math.clamp(thick / 2 + 0.5 - distance, 0, 1));
      }
    }
  }

  private static double distance(double x, double y, double x1, double y1, double x2, double y2) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
    return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
  }
}
