package io.peerscope.app.canvas.drawing;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.Machine;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SheetTest {

  private static final TranslatorPlacement SWITCHES = TranslatorPlacement.Named.SWITCHES;

  @Test
  void theSameInputGivesTheSameBytesInEveryLocale() {
    Platform platform = Platform.of(Machine.random(new Random(3)));
    String here = svg(platform, Optional.empty());
    Locale before = Locale.getDefault();

    try {
      for (String tag : List.of("tr-TR", "ar-EG", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(svg(platform, Optional.empty())).as(tag).isEqualTo(here);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void textStaysTextAndIsEscaped() {
    Platform platform =
        Platform.of(
            new Machine()
                .rootPort("00:01.0", 1)
                .endpoint("01:00.0", 0x0200, "<b>&\"\u0000")
                .topology());

    String svg = svg(platform, Optional.empty());

    assertThat(svg).contains("&lt;b&gt;&amp;&quot;\ufffd").doesNotContain("<b>");
    assertWellFormed(svg);
  }

  @Test
  void aVerdictIsWrittenOnThePicture() {
    Platform platform = Platform.of(Machine.withSwitch().topology());
    Verdict verdict = judge(platform, "04:00.0", "41:00.0");

    String svg = svg(platform, Optional.of(verdict));

    assertWellFormed(svg);
    assertThat(svg).contains(">STEPS<").contains("04:00.0");
  }

  @Test
  void functionsOfAVerdictAreNotFoldedAway() {
    var machine = new Machine().rootPort("00:01.0", 2);
    for (int device = 0; device < 20; device++) {
      machine.endpoint("02:%02x.0".formatted(device));
    }
    Platform platform = Platform.of(machine.topology());

    String svg = svg(platform, Optional.of(judge(platform, "02:05.0", "02:0b.0")));

    assertThat(svg).contains(">02:05.0<").contains(">02:0b.0<").contains(">×18<");
  }

  private static Verdict judge(Platform platform, String from, String to) {
    return new Judge(platform, SWITCHES)
        .judge(
            DmaRequest.page(
                at(from),
                new DmaTarget.FunctionMemory(at(to), OptionalInt.empty(), 0),
                Operation.WRITE));
  }

  private static String svg(Platform platform, Optional<Verdict> verdict) {
    Sheet sheet = Sheet.of(platform, verdict, SWITCHES, "machine.txt");
    return SvgWriter.write(
        sheet.marks(), Palette.LIGHT, sheet.size(), sheet.size().width(), sheet.title());
  }

  /// Every element is closed by its own name, in order.
  private static void assertWellFormed(String svg) {
    var open = new ArrayDeque<String>();
    var tags =
        Pattern.compile("<(/?)([a-zA-Z]+)((?: [a-zA-Z-]+=\"[^\"<]*\")*)(/?)>|<").matcher(svg);
    while (tags.find()) {
      assertThat(tags.group(2)).as("at %s", tags.start()).isNotNull();
      if (!tags.group(1).isEmpty()) {
        assertThat(open.pop()).isEqualTo(tags.group(2));
      } else if (tags.group(4).isEmpty()) {
        open.push(tags.group(2));
      }
    }
    assertThat(open).isEmpty();
  }
}
