package io.peerscope.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.render.PngFile;
import io.peerscope.app.theme.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;

/// The matrix as a picture of pixels.
class MatrixPngTest extends ApplicationTest {

  @TempDir private Path folder;

  @Test
  void thePictureHasTheWholeMatrixAndOtherProgramsReadIt() throws IOException {
    MatrixScene scene = MatrixSceneTest.sceneOfEightGpus();
    var picture = MatrixPng.of(scene, Operations.BOTH, Palette.of(false), "eight GPUs");
    List<int[]> strips = picture.strips();
    Path file = folder.resolve("matrix.png");
    PngFile.write(file, picture.width(), strips);

    try (var in = Files.newInputStream(file)) {
      var read = new Image(in);
      assertThat(read.isError()).isFalse();
      assertThat((int) read.getWidth()).isEqualTo(picture.width());
      assertThat(read.getHeight())
          .isGreaterThan(scene.rows().size() * MatrixCanvas.USUAL_PITCH)
          .isEqualTo(strips.stream().mapToInt(strip -> strip.length / picture.width()).sum());
    }
    assertThat(strips)
        .as("each strip shows something")
        .allMatch(strip -> Arrays.stream(strip).distinct().limit(3).count() > 2);
  }
}
