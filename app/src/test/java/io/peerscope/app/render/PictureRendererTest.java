package io.peerscope.app.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.app.canvas.Machine;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

class PictureRendererTest {

  @Test
  void aPngHasTheChosenWidthAndTheColoursOfTheTheme() throws Exception {
    var bytes = new ByteArrayOutputStream();

    renderer(Palette.DARK, OptionalInt.of(640)).writePng(bytes);

    Image image = new Image(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(image.isError()).isFalse();
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getPixelReader().getArgb(1, 1)).isEqualTo(0xff0d1117);
  }

  @Test
  void aPngBeyondTheLimitIsRefusedWithAHint() {
    assertThatThrownBy(() ->
            renderer(Palette.LIGHT, OptionalInt.of(50_000)).writePng(new ByteArrayOutputStream()))
        .isInstanceOf(PictureTooLarge.class)
        .hasMessageContaining("--width");
  }

  @Test
  void theWidthOfAnSvgScalesThePicture() {
    assertThat(renderer(Palette.LIGHT, OptionalInt.of(480)).svg())
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\"");
  }

  @Test
  void aPageHoldsThePictureItself() {
    assertThat(renderer(Palette.LIGHT, OptionalInt.empty()).html())
        .startsWith("<!DOCTYPE html>")
        .contains("<svg ")
        .doesNotContain("src=");
  }

  private static PictureRenderer renderer(Palette palette, OptionalInt width) {
    Platform platform = Platform.of(Machine.withSwitch().topology());
    Sheet sheet =
        Sheet.of(platform, Optional.empty(), TranslatorPlacement.Named.NONE, "machine.txt");
    return new PictureRenderer(sheet, palette, width);
  }
}
