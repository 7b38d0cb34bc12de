package io.peerscope.app.canvas.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

  private static final List<Tone> GROUNDS = List.of(Tone.CANVAS, Tone.SURFACE, Tone.SUNKEN);
  private static final List<Tone> WORDS =
      List.of(
          Tone.TEXT,
          Tone.MUTED,
          Tone.CLIENT,
          Tone.DIRECT,
          Tone.THROUGH,
          Tone.REFUSED,
          Tone.UNDETERMINED,
          Tone.BUS,
          Tone.IOVA,
          Tone.PHYSICAL);

  @ParameterizedTest
  @EnumSource
  void wordsCanBeReadOnEveryGround(Palette palette) {
    for (Tone word : WORDS) {
      for (Tone ground : GROUNDS) {
        assertContrast(palette, word, ground, 4.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cardsOfAVerdictCanBeRead(Palette palette) {
    for (VerdictStyle style : VerdictStyle.values()) {
      assertContrast(palette, Tone.TEXT, style.fill(), 4.5);
      assertContrast(palette, Tone.MUTED, style.fill(), 4.5);
      assertContrast(palette, style.tone(), style.fill(), 4.5);
      assertContrast(palette, Tone.ON_STRONG, style.tone(), 4.5);
    }
    assertContrast(palette, Tone.MUTED, Tone.CLIENT_FILL, 4.5);
  }

  @ParameterizedTest
  @EnumSource
  void linesCanBeSeen(Palette palette) {
    assertContrast(palette, Tone.LINE, Tone.CANVAS, 3);
    assertContrast(palette, Tone.LINE, Tone.SUNKEN, 3);
  }

  private static void assertContrast(Palette palette, Tone front, Tone ground, double least) {
    assertThat(palette.of(front).contrastTo(palette.of(ground)))
        .as("%s on %s in %s", front, ground, palette)
        .isGreaterThanOrEqualTo(least);
  }
}
