package io.peerscope.app.theme;

import java.util.List;
import javafx.scene.text.Font;

/// The two type families of the window: one for prose, one with digits of equal width for addresses.
public final class Fonts {

  private static final List<String> PROSE =
      List.of("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Liberation Sans", "DejaVu Sans");
  private static final List<String> MONO =
      List.of("JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono");

  private Fonts() {}

  /// The first prose family that this machine has.
  public static String prose() {
    return firstOf(PROSE, "System");
  }

  /// The first monospace family that this machine has.
  public static String mono() {
    return firstOf(MONO, "Monospaced");
  }

  private static String firstOf(List<String> wishes, String otherwise) {
    return wishes.stream()
        .filter(family -> Font.font(family).getFamily().equals(family))
        .findFirst()
        .orElse(otherwise);
  }
}
