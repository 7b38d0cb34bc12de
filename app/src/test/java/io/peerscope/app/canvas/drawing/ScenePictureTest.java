package io.peerscope.app.canvas.drawing;

import static io.peerscope.app.canvas.Machine.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenePictureTest {

  private static final TranslatorPlacement SWITCHES = TranslatorPlacement.Named.SWITCHES;

  @Test
  void aRefusedPacketCarriesNoAddressBecauseNoneWasProgrammed() throws IOException {
    Platform platform = sample("02-two-host-bridges.txt");
    Verdict refused = judge(platform, "04:00.0", "41:00.0", 1);

    List<String> words = wordsAtStep(platform, refused, refused.steps().size() - 1);

    assertThat(words)
        .contains("no address: EREMOTEIO")
        .noneMatch(word -> word.startsWith("bus 0x"));
  }

  @Test
  void anAllowedPacketLeavesItsAddressAtThePlacesItPassed() throws IOException {
    Platform platform = sample("01-one-switch.txt");
    Verdict allowed = judge(platform, "04:00.0", "03:00.0", 2);

    List<String> words = wordsAtStep(platform, allowed, allowed.steps().size() - 1);

    assertThat(words).anyMatch(word -> word.startsWith("bus 0x"));
  }

  @Test
  void theExtentOfAVerdictHoldsBothEnds() throws IOException {
    Platform platform = sample("02-two-host-bridges.txt");
    Verdict refused = judge(platform, "04:00.0", "41:00.0", 1);
    TopologyLayout layout = TopologyLayout.of(platform.topology());

    Box extent = picture(platform, layout).extent(refused).orElseThrow();

    for (String end : List.of("04:00.0", "41:00.0")) {
      Box card = layout.itemOf(at(end)).orElseThrow().box();
      assertThat(extent.union(card)).as(end).isEqualTo(extent);
    }
  }

  private static List<String> wordsAtStep(Platform platform, Verdict verdict, int step) {
    TopologyLayout layout = TopologyLayout.of(platform.topology());
    var scene =
        new Scene(
            Optional.of(verdict),
            step,
            1,
            Optional.empty(),
            Set.of(),
            Optional.of(verdict.request().client()),
            Optional.empty(),
            Optional.empty(),
            layout.bounds(),
            Detail.NAMES,
            List.of());
    return picture(platform, layout).drawLabels(scene, 1).marks().stream()
        .filter(Mark.Words.class::isInstance)
        .map(Mark.Words.class::cast)
        .map(Mark.Words::text)
        .toList();
  }

  private static ScenePicture picture(Platform platform, TopologyLayout layout) {
    var measure = new DejaVuMeasure();
    var ground = new TopologyPicture(layout, platform.topology(), SWITCHES, measure);
    return new ScenePicture(layout, platform.topology(), ground, measure);
  }

  private static Verdict judge(Platform platform, String from, String to, int bar) {
    var memory = new DmaTarget.FunctionMemory(at(to), OptionalInt.of(bar), 0);
    return new Judge(platform, SWITCHES).judge(DmaRequest.page(at(from), memory, Operation.WRITE));
  }

  private static Platform sample(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies").resolve(name);
    return PlatformReader.read(List.of(new Input(name, Files.readAllBytes(file)))).platform();
  }
}
