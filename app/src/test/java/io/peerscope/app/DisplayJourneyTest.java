package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What only a real window system can do: the wheel, and modifiers with the mouse.
@Tag("x11")
class DisplayJourneyTest extends Journeys {

  @BeforeEach
  void openASample() {
    openBeforehand(OpenWindow.sample("01"));
    moveTo("#canvas");
  }

  @Test
  void theWheelZoomsAndFBringsTheWholePictureBack() {
    int[] before = pixels();

    scroll(3, VerticalDirection.UP);
    settle();
    int[] zoomed = pixels();
    focusCanvas();
    hit(KeyCode.F);
    settle();

    assertThat(Arrays.equals(zoomed, before)).isFalse();
    assertThat(Arrays.equals(pixels(), zoomed)).isFalse();
  }

  @Test
  void theWheelWithControlZoomsToo() {
    int[] before = pixels();

    press(KeyCode.CONTROL);
    scroll(3, VerticalDirection.UP);
    release(KeyCode.CONTROL);
    settle();

    assertThat(Arrays.equals(pixels(), before)).isFalse();
  }

  @Test
  void draggingMovesThePicture() {
    int[] before = pixels();

    drag("#canvas").moveBy(60, 40).drop();
    settle();

    assertThat(Arrays.equals(pixels(), before)).isFalse();
  }

  private int[] pixels() {
    int[][] pixels = new int[1][];
    interact(() -> pixels[0] = pixelsOf(find("canvas")));
    return pixels[0];
  }

  private static int[] pixelsOf(Node node) {
    WritableImage image = node.snapshot(new SnapshotParameters(), null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }

  private static void settle() {
    WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
