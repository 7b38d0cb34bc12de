package io.peerscope.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.engine.dma.Operation;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is given away of a machine and a DMA.
class ExportTest {

  private static byte[] write(Export export, ExportFormat format) throws Exception {
    return export.write(format, () -> false);
  }

  @Test
  void textOfAnSvgStaysText() throws Exception {
    String svg =
        new String(
            write(Samples.direct(Operation.WRITE), ExportFormat.SVG), StandardCharsets.UTF_8);

    assertThat(svg).contains(">bus 0x2000_0000_1000</text>", "sample · 2026-01-01");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aPngIsSoManyTimesAsWide(int scale) throws Exception {
    Export natural = Samples.direct(Operation.WRITE);
    var look = new Export.Look(Optional.of(Palette.LIGHT), OptionalInt.empty(), scale, Labels.ALL);
    var larger =
        new Export(
            natural.platform(),
            natural.verdict(),
            natural.translators(),
            natural.provenance(),
            look);

    double width = image(write(natural, ExportFormat.PNG)).getWidth();

    assertThat(image(write(larger, ExportFormat.PNG)).getWidth()).isEqualTo(scale * width);
  }

  private static Image image(byte[] png) {
    Image image = new Image(new ByteArrayInputStream(png));
    assertThat(image.isError()).isFalse();
    return image;
  }

  private record Chunk(String type, ByteBuffer content) {

    int word(int at) {
      return content.getInt(4 * at);
    }
  }

  private static List<Chunk> chunks(byte[] png) throws Exception {
    var data = new DataInputStream(new ByteArrayInputStream(png));
    data.skipNBytes(8);
    List<Chunk> chunks = new ArrayList<>();
    while (data.available() > 0) {
      int length = data.readInt();
      String type = new String(data.readNBytes(4), StandardCharsets.US_ASCII);
      chunks.add(new Chunk(type, ByteBuffer.wrap(data.readNBytes(length))));
      data.readInt();
    }
    return chunks;
  }

  @Test
  void framesOfAnAnimatedPngAreNumberedAndInsideOfIt() throws Exception {
    Export export = Samples.direct(Operation.READ);
    byte[] file = write(export, ExportFormat.APNG);
    List<Chunk> chunks = chunks(file);
    List<Chunk> controls = chunks.stream().filter(it -> it.type().equals("fcTL")).toList();
    int width = chunks.getFirst().word(0);
    int height = chunks.getFirst().word(1);

    assertThat(chunks).extracting(Chunk::type).startsWith("IHDR", "acTL", "fcTL", "IDAT", "fcTL");
    assertThat(chunks.get(1).word(0)).isEqualTo(controls.size());
    assertThat(controls).hasSizeGreaterThan(export.verdict().orElseThrow().steps().size());
    int sequence = 0;
    for (Chunk chunk : chunks) {
      if (chunk.type().equals("fcTL") || chunk.type().equals("fdAT")) {
        assertThat(chunk.word(0)).isEqualTo(sequence++);
      }
    }
    for (Chunk control : controls) {
      assertThat(control.word(1) + control.word(3)).isLessThanOrEqualTo(width);
      assertThat(control.word(2) + control.word(4)).isLessThanOrEqualTo(height);
    }
    assertThat(image(file).getWidth()).as("as a picture").isEqualTo(width);
  }

  @Test
  void aCancelledFilmHasFewFrames() throws Exception {
    byte[] file = Samples.direct(Operation.READ).write(ExportFormat.APNG, () -> true);

    assertThat(chunks(file)).extracting(Chunk::type).doesNotContain("fdAT");
  }
}
