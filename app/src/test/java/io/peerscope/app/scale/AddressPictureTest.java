package io.peerscope.app.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peerscope.app.document.Question;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.scale.ElasticAxis.Scale;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.dma.AddressColumn;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressColumns;
import io.peerscope.engine.dma.AddressTrail;
import io.peerscope.engine.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The columns share one axis: an offset is a slope, no offset a level line.
class AddressPictureTest {

  private static final double WIDTH = 1200;
  private static final double HEIGHT = 400;

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());

  @Test
  void anOffsetIsASlope() {
    AddressPicture picture = picture("05-bus-offset.txt", "04:00.0 -> 03:00.0:BAR0+0x2000");

    assertThat(picture.lines()).hasSize(1);
    assertThat(picture.lines().getFirst().offset()).isEqualTo("+0x3fdf_8000_0000");
    assertThat(picture.lines().getFirst().toY() - picture.lines().getFirst().fromY())
        .isGreaterThan(50);
  }

  @Test
  void noOffsetIsALevelLine() {
    AddressPicture picture = picture("05-bus-offset.txt", "04:00.0 -> 03:00.0:BAR2+0x2000");

    assertThat(picture.lines().getFirst().offset()).isEqualTo("+0x0");
    assertThat(picture.lines().getFirst().toY())
        .isCloseTo(picture.lines().getFirst().fromY(), within(0.001));
  }

  @Test
  void theAddressLiesInsideTheBarThatItIsIn() {
    AddressPicture picture = picture("05-bus-offset.txt", "04:00.0 -> 03:00.0:BAR0+0x2000");

    for (AddressPicture.Dot dot : picture.dots()) {
      AddressPicture.Block bar =
          picture.columns().get(dot.point().column()).blocks().stream()
              .filter(block -> block.span().ofDma())
              .findFirst()
              .orElseThrow();
      assertThat(dot.y()).isBetween(bar.y(), bar.y() + bar.height());
    }
  }

  @Test
  void whatTheAllocatorMayNotGiveIsMarkedWhereTheWindowIs() {
    AddressPicture picture = picture("02-two-host-bridges.txt", "04:00.0 -> host:0x1000000");

    AddressPicture.Column iova = picture.columns().getFirst();
    assertThat(iova.told().title()).isEqualTo("IOVA of 04:00.0");
    assertThat(iova.blocks()).anyMatch(block -> block.span().meaning() == Meaning.RESERVED);
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void largerNumbersAreNeverHigherUp(Scale scale) {
    var axis =
        new ElasticAxis(
            List.of(
                List.of(new AddressRange(0, 0xfff), new AddressRange(0x1000, 0x1fff)),
                List.of(
                    new AddressRange(0x1000, 0xffff_ffffL),
                    new AddressRange(0xffff_ffff_ffff_f000L, -1L))),
            scale,
            0,
            300);
    double last = -1;
    for (long number :
        new long[] {0, 0x800, 0xfff, 0x1000, 0x2000, 0xffff_ffffL, 1L << 40, -4096L, -1L}) {
      assertThat(axis.y(number)).isGreaterThanOrEqualTo(last);
      last = axis.y(number);
    }
    assertThat(axis.bottom()).isGreaterThanOrEqualTo(last);
  }

  @Test
  void everyRangeHasRoomForItsLabelUnlessItIsToScale() {
    AddressPicture picture = picture("09-eight-gpus.txt", "03:00.0 -> 05:00.0");

    assertThat(picture.blocks())
        .allMatch(block -> block.height() >= ElasticAxis.LABEL - 1, "room for a label");
  }

  private AddressPicture picture(String sample, String question) {
    document.open(
        List.of(Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies", sample)));
    document.ask(Question.parse(question).orElseThrow());
    Verdict verdict = document.verdict().get().orElseThrow();
    List<AddressColumn> columns =
        AddressColumns.of(
            document.platform().get(),
            verdict.request().client(),
            verdict.page(),
            verdict.mapping());
    AddressTrail trail =
        AddressTrail.at(
            columns,
            verdict.request(),
            verdict.page(),
            verdict.mapping(),
            verdict.steps(),
            verdict.steps().size() - 1);
    return AddressPicture.of(columns, trail, Scale.ELASTIC, WIDTH, HEIGHT);
  }
}
