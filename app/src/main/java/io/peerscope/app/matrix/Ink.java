package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.theme.Palette;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.paint.Color;

/// The colours of the matrix as `0xAARRGGBB`, for pixels that are set away from the FX thread.
final class Ink {

  private final int background;
  private final int line;
  private final Map<VerdictKind, Integer> strong = new EnumMap<>(VerdictKind.class);
  private final Map<VerdictKind, Integer> soft = new EnumMap<>(VerdictKind.class);

  private Ink(Palette palette) {
    background = argb(palette.background());
    line = argb(palette.line());
    put(VerdictKind.DIRECT, palette.direct(), palette.directSoft());
    put(VerdictKind.THROUGH_HOST_BRIDGE, palette.through(), palette.throughSoft());
    put(VerdictKind.REFUSED, palette.refused(), palette.refusedSoft());
    put(VerdictKind.UNDETERMINED, palette.undetermined(), palette.undeterminedSoft());
  }

  private void put(VerdictKind kind, Color lines, Color faces) {
    strong.put(kind, argb(lines));
    soft.put(kind, argb(faces));
  }

  static Ink of(Palette palette) {
    return new Ink(palette);
  }

  int background() {
    return background;
  }

  int line() {
    return line;
  }

  /// For lines and marks.
  int strong(VerdictKind kind) {
    return strong.getOrDefault(kind, line);
  }

  /// Behind a mark.
  int soft(VerdictKind kind) {
    return soft.getOrDefault(kind, background);
  }

  static int argb(Color color) {
    return 0xff000000
        | (int) Math.round(color.getRed() * 255) << 16
        | (int) Math.round(color.getGreen() * 255) << 8
        | (int) Math.round(color.getBlue() * 255);
  }

  /// One colour over another.
  ///
  /// @param share of the upper one, from 0 to 1
  static int mix(int lower, int upper, double share) {
    int mixed = 0xff000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      double channel = (lower >> shift & 0xff) * (1 - share) + (upper >> shift & 0xff) * share;
      mixed |= (int) Math.round(channel) << shift;
    }
    return mixed;
  }
}
