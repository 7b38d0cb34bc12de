package io.peerscope.app.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.scale.WindowPicture.Block;
import io.peerscope.app.scale.WindowPicture.Part;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.edit.WindowUse.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The geometry of a window's picture.
class WindowPainterTest {

  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;
  private static final double HEIGHT = 400;

  @Test
  void blocksOfOneSizeAreOfOneHeight() {
    WindowPicture picture =
        paint(window(0, 256 * GIB, 0, span(0, 128 * GIB), span(128 * GIB, 128 * GIB)));

    assertThat(height(picture.blocks().get(0))).isEqualTo(height(picture.blocks().get(1)));
    assertThat(picture.blocks()).extracting(Block::detail).containsOnly("128 GiB");
  }

  @Test
  void aSmallBarBesideALargeOneCanBeReadAndSaysThatItIsLargerThanToScale() {
    WindowPicture picture =
        paint(window(0, 128 * GIB + 32 * MIB, 0, span(0, 128 * GIB), span(128 * GIB, 32 * MIB)));

    Block small = picture.blocks().get(1);
    assertThat(height(small)).isGreaterThanOrEqualTo(AddressAxis.LABELLED);
    assertThat(small.detail()).isEqualTo("32 MiB (not to scale)");
    assertThat(picture.blocks().get(0).detail()).isEqualTo("128 GiB");
  }

  @Test
  void whatDoesNotFitIsBehindTheEndWithTheMissingBytes() {
    WindowPicture picture = paint(window(0, 64 * GIB, 64 * GIB, span(0, 64 * GIB)));

    Part missing = picture.missing().orElseThrow();
    assertThat(missing.label()).isEqualTo("64 GiB missing");
    assertThat(missing.top()).isEqualTo(picture.edges().getLast().y());
    assertThat(missing.bottom()).isGreaterThan(missing.top());
  }

  @Test
  void whatOverlapsIsSideBySideAndMarked() {
    WindowPicture picture =
        paint(window(0, 64 * MIB, 0, span(0, 32 * MIB), span(16 * MIB, 32 * MIB)));

    assertThat(picture.overlaps()).hasSize(1);
    assertThat(picture.blocks()).extracting(Block::lane).containsExactly(0, 1);
    assertThat(picture.overlaps().getFirst().top()).isEqualTo(picture.blocks().get(1).top());
  }

  @Test
  void whatEscapesTheWindowIsOutside() {
    WindowPicture picture =
        paint(window(0, 32 * MIB, 0, span(0, 16 * MIB), span(16 * MIB, 32 * MIB)));

    assertThat(picture.blocks()).extracting(Block::inside).containsExactly(true, false);
  }

  @Test
  void theHighestAddressesCanBeDrawn() {
    WindowPicture picture = paint(window(-GIB, GIB, 0, span(-GIB, GIB)));

    assertThat(picture.blocks()).hasSize(1);
    assertThat(picture.edges().getLast().label()).endsWith("0xffff_ffff_ffff_ffff");
  }

  @Test
  void aClosedWindowStillShowsWhatItLacks() {
    var use =
        new WindowUse(
            new PciBus(0, 0),
            Optional.of(new PciAddress(0, 0, 1, 0)),
            WindowKind.MEMORY,
            List.of(),
            List.of(),
            16 * MIB);

    WindowPicture picture = WindowPainter.layOut(use, HEIGHT);

    assertThat(picture.missing()).isPresent();
    assertThat(WindowPainter.inWords(use)).contains("lacks 16 MiB");
  }

  @Test
  void randomWindowsKeepOrderAndLabelsApart() {
    long seed = Long.getLong("peerscope.seed", 20_260_101L);
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Span[] spans =
          IntStream.range(0, random.nextInt(70))
              .mapToObj(_ -> span(random.nextLong(4 * GIB), 1 + random.nextLong(GIB)))
              .toArray(Span[]::new);
      WindowPicture picture = paint(window(0, 5 * GIB, random.nextLong(2) * GIB, spans));

      assertThat(picture.blocks()).as("seed " + seed).isSortedAccordingTo(WindowPainterTest::byTop);
      assertThat(picture.blocks())
          .as("seed " + seed)
          .allMatch(it -> it.bottom() > it.top() && it.bottom() <= picture.height());
      assertThat(picture.blocks().size() + picture.untold()).isEqualTo(spans.length);
      for (int at = 1; at < picture.blocks().size(); at++) {
        assertThat(picture.blocks().get(at).labelTop())
            .as("seed " + seed)
            .isGreaterThan(picture.blocks().get(at - 1).labelTop() + 20);
      }
    }
  }

  private static int byTop(Block one, Block other) {
    return Double.compare(one.top(), other.top());
  }

  private static WindowPicture paint(WindowUse use) {
    return WindowPainter.layOut(use, HEIGHT);
  }

  private static double height(Block block) {
    return Math.round((block.bottom() - block.top()) * 1000) / 1000.0;
  }

  private static WindowUse window(long first, long size, long missing, Span... spans) {
    return new WindowUse(
        new PciBus(0, 0),
        Optional.of(new PciAddress(0, 0, 1, 0)),
        WindowKind.PREFETCHABLE,
        List.of(AddressRange.ofSize(first, size)),
        Arrays.asList(spans),
        missing);
  }

  private static Span span(long first, long size) {
    return new Span(AddressRange.ofSize(first, size), new PciAddress(0, 3, 0, 0), "BAR 0");
  }
}
