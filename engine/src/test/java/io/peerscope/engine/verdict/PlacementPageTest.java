package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StrategyCard;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of the page about strategies are what the engine has and answers;
/// `-Dpeerscope.write=true` writes them.
class PlacementPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("docs/rules/placement.md");

  /// Number, client, provider, settings of the reference machine.
  private static final String COUNTEREXAMPLES =
      """
      0 | B   | A  | bar A=210000000000
      1 | DMA | A  | bar A=210000000000
      2 | M1  | M0 | bar M0=200000000000
      3 | B   | A  | bar A=210000000000; acs DP1=1d; acs RP1=1d; iommu translated
      4 | B   | A  | bar A=210000000000; acs DP1=1d; acs RP1=1d; id H=8086:09a2; mask B=ffffffff
      5 | B   | A  | bar A=210000000000; acs DP1=1d; id H=8086:09a2; iommu swiotlb-force
      6 | D   | A  | bar A=210000000000; id H=8086:09a2; iommu translated
      7 | B   | A  | bar A=210000000000; kernel 5.19; window 00=600000000000=210000000000=10000000
      """;

  @ParameterizedTest
  @ValueSource(strings = {"strategies", "counterexamples"})
  void tableOnThePageIsWhatTheEngineHas(String name) throws IOException {
    String page = Files.readString(PAGE);
    Matcher table =
        Pattern.compile("(?s)<!-- table: " + name + " -->\n(.*?)<!-- end -->").matcher(page);
    assertThat(table.find()).isTrue();
    String expected = name.equals("strategies") ? strategies() : counterexamples();

    if (Boolean.getBoolean("peerscope.write")) {
      Files.writeString(
          PAGE, page.substring(0, table.start(1)) + expected + page.substring(table.end(1)));
      return;
    }
    assertThat(table.group(1)).isEqualTo(expected);
  }

  private static String strategies() {
    return table(
        List.of("strategy", "who is asked", "what it knows", "what it answers", "lists", "source"),
        StrategyCard.all().stream()
            .map(card ->
                List.of(
                    card.name().spelling(),
                    card.asked(),
                    card.knows(),
                    card.answers(),
                    card.lists(),
                    card.source())));
  }

  private static String counterexamples() {
    List<String> heads = new ArrayList<>(List.of("case"));
    Stream.of(StrategyName.values()).map(StrategyName::spelling).forEach(heads::add);
    return table(
        heads,
        COUNTEREXAMPLES
            .lines()
            .map(line -> line.split("\\|", -1))
            .map(cells ->
                row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip())));
  }

  private static List<String> row(String number, String client, String provider, String settings) {
    Platform platform = machine(settings).build();
    var target = new DmaTarget.FunctionMemory(at(name(provider)), OptionalInt.empty(), 0x1000);
    DmaRequest request = DmaRequest.page(at(name(client)), target, Operation.WRITE);
    List<String> cells = new ArrayList<>(List.of(number));
    Stream.of(StrategyName.values())
        .map(strategy -> strategy.with(TranslatorPlacement.Named.SWITCHES))
        .map(strategy -> answer(new Judge(platform, strategy).judge(request)))
        .forEach(cells::add);
    return cells;
  }

  private static String answer(Verdict verdict) {
    String mapped =
        switch (verdict.mapping()) {
          case Mapping.Programmed(var how, _, _) -> how.spelling();
          case Mapping.Failed(var errno, _) -> errno;
          case Mapping.Undecided(var reason) -> reason.code();
        };
    return verdict.outcome().spelling() + ", " + mapped;
  }

  private static String table(List<String> heads, Stream<List<String>> rows) {
    return line(heads)
        + line(heads.stream().map(_ -> "---").toList())
        + rows.map(PlacementPageTest::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
