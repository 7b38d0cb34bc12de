package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.dma.ScatterList.Element;
import io.peerscope.engine.dma.Segment;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListJudgeTest {

  private static final long PAGE = 4096;
  private static final int MACHINES = 60;

  /// `RAM`, or the name of a provider.
  private static Element element(String word, int number) {
    DmaTarget target =
        word.equals("RAM")
            ? DmaTarget.parse("host:0x%x".formatted(0x100000 + number * PAGE)).orElseThrow()
            : new DmaTarget.FunctionMemory(at(name(word)), OptionalInt.empty(), number * PAGE);
    return new Element(target, PAGE);
  }

  private static ScatterList list(String client, String words) {
    String[] all = words.split(" ", -1);
    return ScatterList.of(
        at(name(client)),
        IntStream.range(0, all.length).mapToObj(n -> element(all[n], n)).toList(),
        Operation.WRITE);
  }

  private static ListVerdict judge(String settings, String strategy, ScatterList list) {
    return new ListJudge(
            machine(settings == null ? "" : settings).build(),
            StrategyName.ofSpelling(strategy)
                .orElseThrow()
                .with(TranslatorPlacement.Named.SWITCHES))
        .judge(list);
  }

  private static String returned(ListVerdict verdict) {
    return verdict.returned().ofMapSgAttrs() + " " + verdict.returned().ofMapSgtable();
  }

  private static String segments(ListVerdict verdict) {
    return verdict.segments().stream().map(ListJudgeTest::spell).collect(Collectors.joining(" "));
  }

  private static String spell(Segment segment) {
    String place =
        segment.block().isPresent()
            ? "iova%d+%s".formatted(segment.block().getAsInt(), Hex.of(segment.offset()))
            : segment.how().spelling();
    return place + ":" + segment.first() + "-" + segment.last();
  }

  /// Numbers of the kernel vectors where there is one.
  @ParameterizedTest(name = "{0} {1} maps {2} with {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          56 | mainline      | B | A         |                              | 1 0
          57 | mainline      | B | A         | iommu translated; acs DP0=11; acs DP1=11 | 1 0
          58 | mainline      | B | A         | iommu translated; acs DP0=1d; acs DP1=1d; id H=8086:09a2 | 1 0
          59 | mainline      | B | A         | iommu passthrough; acs DP0=1d; acs DP1=1d; id H=8086:09a2; mask B=ffffffffffffffff | 1 0
          60 | mainline      | D | A         |                              | 0 -EREMOTEIO
          60 | mainline      | D | RAM RAM A |                              | 0 -EREMOTEIO
          60 | mainline      | D | RAM RAM A | iommu translated             | 0 -EREMOTEIO
          66 | mainline      | D | RAM A     | id H=8086:09a2; mask D=ffffffff | 0 -EIO
          67 | mainline      | D | A         | id H=8086:09a2; iommu swiotlb-force | 0 -EIO
          0  | mainline      | B | RAM A RAM |                              | 3 0
          0  | mainline      | B | A E RAM   |                              | 3 0
          0  | mainline      | B | RAM A     | ?iommu                       | ? ?
          0  | shim          | B | A A       |                              | 2 0
          0  | shim          | B | RAM RAM   |                              | 2 0
          0  | shim          | B | RAM A     |                              | 0 -EINVAL
          0  | shim          | B | A E       |                              | 0 -EINVAL
          0  | initiator-ops | B | RAM A E   |                              | 3 0
          0  | initiator-ops | B | RAM A D   | id H=8086:09a2               | 0 -EREMOTEIO
          0  | target-helper | B | RAM A E   |                              | 3 0
          0  | translators   | B | RAM A E   |                              | 3 0
          0  | mainline      | B | RAM A     | kernel 5.19                  | 0 ?
          0  | mainline      | B | A A       | kernel 5.19                  | 2 0
          0  | mainline      | B | A E       | kernel 5.19                  | 0 ?
          0  | mainline      | D | A         | kernel 5.19                  | 0 0 entries
          0  | mainline      | D | RAM A     | ?iommu                       | 0 ?
          0  | translators   | B | RAM A     | kernel 5.19                  | 2 0
          0  | translators   | D | RAM A     | kernel 5.19; id H=8086:09a2  | 0 ?
          0  | shim          | B | A 99:00.0 |                              | ? ?
          """)
  void returnsWhatTheCallReturns(
      int vector, String strategy, String client, String words, String settings, String expected) {
    assertThat(returned(judge(settings, strategy, list(client, words)))).isEqualTo(expected);
  }

  @Test
  void failedListLeavesNothingMapped() {
    ListVerdict verdict = judge("iommu off", "mainline", list("D", "RAM RAM A"));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.elements()).extracting(Verdict::outcome).startsWith(Outcome.ALLOWED);
    assertThat(verdict.segments()).isEmpty();
    assertThat(verdict.summary()).contains("element 3: 0000:10:00.0 cannot write to 0000:03:00.0");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mainline          | RAM RAM A RAM RAM | translated | iova0+0x0:1-2 bus:3-3 iova0+0x2000:4-5
          initiator-ops     | RAM RAM A RAM RAM | translated | iova0+0x0:1-2 bus:3-3 iova0+0x2000:4-5
          target-helper     | RAM RAM A RAM RAM | translated | iova0+0x0:1-2 bus:3-3 iova0+0x2000:4-5
          translators       | RAM RAM A RAM RAM | translated | iova0+0x0:1-2 bus:3-3 iova1+0x0:4-5
          translators       | A RAM E RAM       | translated | bus:1-1 iova0+0x0:2-2 bus:3-3 iova1+0x0:4-4
          mainline          | A E A             | translated | bus:1-1 bus:2-2 bus:3-3
          mainline          | RAM RAM A         | off        | direct:1-1 direct:2-2 bus:3-3
          """)
  void ramIsOneBlockAroundBusAddresses(
      String strategy, String words, String iommu, String expected) {
    ListVerdict verdict = judge("iommu " + iommu, strategy, list("B", words));

    assertThat(segments(verdict)).isEqualTo(expected);
    assertThat(verdict.hazards().stream().map(Hazard::code).anyMatch("iova-blocks"::equals))
        .isEqualTo(expected.contains("iova1"));
  }

  @ParameterizedTest(name = "{0} with IOMMU {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mainline    | RAM RAM A | translated | 2 segments with IOVA blocks of 8 KiB
          translators | RAM A RAM | translated | 3 segments with IOVA blocks of 4 KiB, 4 KiB
          mainline    | A E       | translated | 2 segments without any IOVA
          mainline    | RAM A     | off        | 2 segments without any IOVA
          """)
  void summaryTellsSegmentsAndBlocks(String strategy, String words, String iommu, String expected) {
    assertThat(judge("iommu " + iommu, strategy, list("B", words)).summary())
        .isEqualTo(
            "the list of %d elements for 0000:04:00.0 is mapped to %s"
                .formatted(words.split(" ", -1).length, expected));
  }

  /// What threatens several elements is said once.
  @Test
  void hazardsOfTheElementsAreThoseOfTheList() {
    assertThat(judge("iommu off; barstate A=DISABLED", "mainline", list("B", "RAM A A")).hazards())
        .extracting(Hazard::code)
        .containsExactly("decoding-off");
  }

  /// The example of 2017: 255 pages of RAM and one of a peer.
  @Test
  void onePeerPageAmongManyKeepsOneIovaBlock() {
    List<Element> elements = new ArrayList<>();
    for (int n = 0; n < 256; n++) {
      elements.add(element(n == 100 ? "A" : "RAM", n % 100));
    }
    var list =
        new ScatterList(
            at(name("B")), elements, Operation.WRITE, Fact.unknown("not told"), 1 << 20, false);

    ListVerdict verdict = judge("iommu translated", "mainline", list);

    assertThat(verdict.blockSizes()).containsExactly(255 * PAGE);
    assertThat(segments(verdict)).isEqualTo("iova0+0x0:1-100 bus:101-101 iova0+0x64000:102-256");
    assertThat(returned(verdict)).isEqualTo("3 0");
  }

  @Test
  void segmentsEndAtTheClientsLimitAndWhereAPageIsNotFull() {
    List<Element> elements =
        Stream.of("host:0x1000 4096", "host:0x2000 4096", "host:0x3200 512", "host:0x4000 4096")
            .map(text -> text.split(" ", -1))
            .map(words ->
                new Element(DmaTarget.parse(words[0]).orElseThrow(), Long.parseLong(words[1])))
            .toList();
    var list =
        new ScatterList(
            at(name("B")), elements, Operation.WRITE, Fact.unknown("not told"), 8192, false);

    assertThat(segments(judge("iommu translated", "mainline", list)))
        .isEqualTo("iova0+0x0:1-2 iova0+0x2200:3-3 iova0+0x3000:4-4");
  }

  @ParameterizedTest
  @CsvSource({
    "translated, A,   0 -EIO",
    "translated, RAM, 1 0",
    "off,        A,   1 0",
    "?,          A,   ? ?",
    "?,          RAM, ? ?",
  })
  void listOfAnUntrustedClientIsBouncedBeforePeersAreLookedFor(
      String iommu, String word, String expected) {
    var list =
        new ScatterList(
            at(name("B")),
            List.of(element(word, 0)),
            Operation.WRITE,
            Fact.unknown("not told"),
            ScatterList.DEFAULT_MAX_SEGMENT,
            true);

    String settings = iommu.equals("?") ? "?iommu" : "iommu " + iommu;
    assertThat(returned(judge(settings, "mainline", list))).isEqualTo(expected);
  }

  /// A list of one element is judged as the element, and a longer one is refused if any of its
  /// elements is.
  @Test
  void listIsNeverBetterThanItsElements() {
    Laws.over(
        "lists",
        MACHINES,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var random = new Random(seed);
          List<PciAddress> functions =
              platform.topology().functions().stream().map(PciFunction::address).toList();
          PciAddress client = functions.get(random.nextInt(functions.size()));
          for (StrategyName name : StrategyName.values()) {
            MappingStrategy strategy = name.with(TranslatorPlacement.Named.SWITCHES);
            List<Element> elements = drawn(functions, random);
            ListVerdict verdict =
                new ListJudge(platform, strategy)
                    .judge(ScatterList.of(client, elements, Operation.WRITE));
            Optional<Outcome> worst =
                Stream.of(Outcome.REFUSED, Outcome.UNDETERMINED, Outcome.ALLOWED)
                    .filter(outcome ->
                        verdict.elements().stream().anyMatch(one -> one.outcome() == outcome))
                    .findFirst();
            boolean byList = verdict.outcome() == Outcome.REFUSED && worst.get() != Outcome.REFUSED;
            assertThat(verdict.outcome() == worst.get() || (byList && elements.size() > 1))
                .as("%s %s", strategy, verdict.summary())
                .isTrue();
            assertThat(covered(verdict))
                .as("%s", verdict.segments())
                .isIn(0L, elements.size() * PAGE);
          }
        });
  }

  private static List<Element> drawn(List<PciAddress> functions, Random random) {
    List<Element> elements = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int n = 0; n < count; n++) {
      elements.add(
          random.nextBoolean()
              ? element("RAM", n)
              : element(functions.get(random.nextInt(functions.size())).toString(), n));
    }
    return elements;
  }

  private static long covered(ListVerdict verdict) {
    return verdict.segments().stream().mapToLong(Segment::length).sum();
  }

  private static ScatterList untrusted(String client, String word) {
    return new ScatterList(
        at(name(client)),
        List.of(element(word, 0)),
        Operation.WRITE,
        Fact.unknown("not told"),
        ScatterList.DEFAULT_MAX_SEGMENT,
        true);
  }

  /// Whether its list is bounced depends on the IOMMU; a page that is refused anyway does not.
  @Test
  void refusedElementOfAnUntrustedClientIsTheReasonWhateverTheIommuIs() {
    assertThat(judge("?iommu", "mainline", untrusted("D", "A")).summary())
        .isEqualTo(
            "the list of 1 elements for 0000:10:00.0 cannot be used: element 1: 0000:10:00.0"
                + " cannot write to 0000:03:00.0: Linux 6.1 does not list host bridge 0000:00"
                + " (0000:00:00.0, 8086:1234)");
    assertThat(judge("?iommu", "mainline", untrusted("B", "A")).summary())
        .startsWith("Whether the list of 1 elements for 0000:04:00.0 can be used is not known:")
        .endsWith("and whether one translates is not told");
  }

  /// The call returns one segment, and the IOMMU has no entry for its bus address.
  @Test
  void listThatIsMappedIsRefusedWhereATlpDoesNotArrive() {
    ListVerdict verdict =
        judge("acs DP1=1d; acs RP1=1d; iommu translated", "initiator-ops", list("B", "A"));

    assertThat(returned(verdict)).isEqualTo("1 0");
    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.summary()).contains("which has no entry for a bus address");
  }

  @Test
  void pageOfAPeerStartsWhereItsBusAddressDoesWhereNoCpuAddressIsTold() {
    ListVerdict verdict =
        judge(
            "id H=8086:09a2; ?cpu; iommu translated; bar A=200000100200",
            "mainline",
            list("D", "A"));

    assertThat(segments(verdict)).isEqualTo("iova0+0x200:1-1");
  }

  @Test
  void listsThatHoldNothingAreNone() {
    DmaTarget ram = DmaTarget.parse("host:0x1000").orElseThrow();
    List<Element> none = List.of();
    List<Element> one = List.of(new Element(ram, 1));
    Fact<Long> mask = Fact.unknown("not told");

    assertThatThrownBy(() -> new Element(ram, 0)).hasMessageContaining("holds nothing");
    assertThatThrownBy(() -> ScatterList.of(at("00:00.0"), none, Operation.READ))
        .hasMessageContaining("without elements");
    assertThatThrownBy(() -> new ScatterList(at("00:00.0"), one, Operation.READ, mask, 0, false))
        .hasMessageContaining("segments of 0 bytes");
    assertThatThrownBy(() -> new DmaRequest(at("00:00.0"), ram, Operation.READ, 0, mask))
        .hasMessageContaining("moves nothing");
  }
}
