package io.peerscope.app.canvas.drawing;

/// An opaque sRGB colour.
///
/// @param bits red, green and blue, 8 bits each
public record Rgb(int bits) {

  public int red() {
    return bits >> 16 & 0xff;
  }

  public int green() {
    return bits >> 8 & 0xff;
  }

  public int blue() {
    return bits & 0xff;
  }

  /// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
  public double contrastTo(Rgb other) {
    double mine = luminance();
    double theirs = other.luminance();
    return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(red()) + 0.7152 * linear(green()) + 0.0722 * linear(blue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /// `#rrggbb`.
  @Override
  public String toString() {
    String digits = Integer.toHexString(bits & 0xffffff);
    return "#" + "0".repeat(6 - digits.length()) + digits;
  }
}
