package io.peerscope.app.canvas.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IconTest {

  @ParameterizedTest
  @EnumSource
  void theFileInIconsHoldsTheSamePath(Icon icon) throws IOException {
    Path file =
        Path.of(
            System.getProperty("peerscope.root", ".."),
            "icons",
            icon.name().toLowerCase(Locale.ROOT) + ".svg");

    assertThat(Files.readString(file)).contains("d=\"" + icon.path() + "\"");
  }
}
