package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

  private static final String ONE_SWITCH = CommandRun.sample("01-one-switch");
  private static final String TWO_BRIDGES = CommandRun.sample("02-two-host-bridges");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 03:00.0                    | --iommu=off",
        "0 | 03:00.0                    | --iommu=translated",
        "0 | host:0x100000              | --iommu=off",
        "10 | 41:00.0                   | --iommu=off",
        "0 | 41:00.0                    | --cpu=AuthenticAMD/0x19",
        "1 | 77:00.0                    | --iommu=off",
        "1 | 77:00.0:BAR0               | --iommu=off",
        "11 | 0x10                      | --iommu=off",
        "64 | 03:00                     | --iommu=off",
        "64 | 03:00.0:BAR9              | --iommu=off",
        "0 | host:0x100000              | --iova=0x100000000",
        "10 | host:0x100000             | --iova=0xfee00000",
        "64 | 03:00.0                   | --iova=there",
        "0 | 41:00.0                    | --platform=power-store-only",
        "10 | 41:00.0                   | --platform=powernv",
        "64 | 03:00.0                   | --platform=PowerNV",
        "64 | 03:00.0                   | --op=fetch",
        "64 | 03:00.0                   | --size=0",
      })
  void exitCodeTellsTheVerdict(int exitCode, String target, String option) {
    CommandRun run =
        CommandRun.of("explain", TWO_BRIDGES, "--from", "04:00.0", "--to", target, option);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err().lines()).hasSize(exitCode == 1 || exitCode == 64 ? 1 : 0);
  }

  @Test
  void textTellsSentencePathAndReasons() {
    CommandRun run =
        CommandRun.of("explain", ONE_SWITCH, "--from", "04:00.0", "--to", "03:00.0:BAR2+0x1000");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("allowed: 0000:04:00.0 ")
        .contains("page     0000:03:00.0 BAR 2 + 0x1000, bus offset 0x0\n")
        .contains("program  bus, bus 0x2000_0000_1000\n")
        .contains("\npath\n   1  map ")
        .contains("\nwhy\n  Routing: allowed\n")
        .contains("  Kernel policy: allowed\n", "  Driver: not-asked\n");
  }

  @Test
  void jsonHasTheKeysOfTheContractInTheirOrder() throws IOException {
    CommandRun run =
        CommandRun.of(
            "explain", ONE_SWITCH, "--from", "04:00.0", "--to", "03:00.0:BAR2+0x1000", "--json");

    assertThat(topLevelKeys(run.out()))
        .containsExactly(
            "schemaVersion",
            "verdict",
            "summary",
            "gates",
            "mapType",
            "distance",
            "page",
            "programmedAddress",
            "steps",
            "hazards",
            "strategy",
            "answeredBy",
            "words",
            "wordReasons",
            "how",
            "request",
            "context",
            "writer",
            "removed");
    assertThat(run.out())
        .contains(
            """
              "mapType": "BUS_ADDR",
              "distance": 4,
              "page": {
                "kind": "peer",
                "provider": "0000:03:00.0",
                "bar": 2,
                "offset": "0x1000",
                "busOffset": "0x0"
              },
              "programmedAddress": {
                "space": "bus",
                "value": "0x200000001000"
              },
            """);
  }

  @Test
  void jsonTellsTheWordsOfTheTools() {
    CommandRun run =
        CommandRun.of("explain", TWO_BRIDGES, "--from", "04:00.0", "--to", "41:00.0", "--json");

    assertThat(run.out())
        .contains(
            """
              "words": {
                "nvidia-smi": "SYS",
                "nccl": "SYS",
                "hwloc": null,
                "rocm": null,
                "xpu-smi": "SYS",
                "ucx": "sys",
                "kubernetes": "different"
              },
            """,
            "\"nccl\": \"host bridges 0000:00 and 0000:40, two NUMA nodes: between NUMA nodes\"");
  }

  @Test
  void memoryOfTheHostHasNoDistanceInWords() {
    CommandRun run =
        CommandRun.of(
            "explain", ONE_SWITCH, "--from", "04:00.0", "--to", "host:0x100000", "--json");

    assertThat(run.out()).contains("\"words\": {},");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | --driver=vfio-type1         | driver       | refused",
        "11 | --driver=nouveau            | driver       | undetermined",
        "11 | --library=rccl              | library      | undetermined",
        "10 | --driver=nouveau,vfio-pci   | driver       | refused",
        "64 | --driver=                   |              |",
        "64 | --library=nccl/new          |              |",
      })
  void namedDriversAndLibrariesAreAsked(int exitCode, String option, String gate, String result) {
    CommandRun run =
        CommandRun.of(
            "explain",
            ONE_SWITCH,
            "--from=04:00.0",
            "--to=03:00.0",
            "--iommu=off",
            option,
            "--json");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    if (gate != null) {
      assertThat(run.out())
          .contains("\"gate\": \"%s\",\n      \"result\": \"%s\"".formatted(gate, result));
    }
  }

  private static List<String> topLevelKeys(String text) throws IOException {
    var keys = new ArrayList<String>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        keys.add(json.currentName());
        json.nextToken();
        json.skipChildren();
      }
    }
    return keys;
  }

  @Test
  void aRefusalProgramsNoAddress() {
    CommandRun run =
        CommandRun.of("explain", TWO_BRIDGES, "--from", "04:00.0", "--to", "41:00.0", "--json");

    assertThat(run.out())
        .contains("\"verdict\": \"refused\"", "\"programmedAddress\": null")
        .contains("\"mapType\": \"NOT_SUPPORTED\"", "\"distance\": 6");
  }

  @Test
  void jsonIsTheSameInEveryLocale() {
    String[] arguments = {"explain", TWO_BRIDGES, "--from", "04:00.0", "--to", "41:00.0", "--json"};
    CommandRun here = CommandRun.of(arguments);
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(CommandRun.of(arguments)).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void batchAnswersEveryLineInOrder(@TempDir Path folder) throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.tsv"),
            """
            04:00.0\t0000:03:00.0:BAR1+0x2000\twrite
            0000:04:00.0\t41:00.0\tread\t0xffffffff
            nonsense
            0000:04:00.0\t0000:77:00.0\twrite
            0000:04:00.0\thost:0x0000000000100000\twrite\t0xffffffffffffffff
            """);

    CommandRun run =
        CommandRun.of("explain", TWO_BRIDGES, "--batch", pairs.toString(), "--iommu", "off");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll("(?m)\t[a-z-]+$", "\tCODE"))
        .isEqualTo(
            """
            0000:04:00.0\t0000:03:00.0:BAR1+0x2000\twrite\tallowed\tBUS_ADDR\t4\tbus\t0x380000002000\tCODE
            0000:04:00.0\t0000:41:00.0\tread\trefused\tNOT_SUPPORTED\t6\terror\t-\tCODE
            nonsense\t-\t-\tundetermined\t-\t-\tunknown\t-\tCODE
            0000:04:00.0\t0000:77:00.0\twrite\tundetermined\t-\t-\tunknown\t-\tCODE
            0000:04:00.0\thost:0x0000000000100000\twrite\tallowed\tNONE\t-\tdirect\t0x100000\tCODE
            """);
    assertThat(run.out()).contains("\tmalformed-line\n", "\tno-such-function\n");
    assertThat(run.err().lines()).singleElement().asString().contains("line 3");
  }

  @Test
  void batchTakesPairsAsEditorsAndScriptsWriteThem(@TempDir Path folder) throws IOException {
    String questions =
        "\ufeff04:00.0\t03:00.0:bar1+0X2000\twrite\r\n\r\n 04:00.0\tHOST:0x1000\tread \tunknown";
    Path plain = Files.writeString(folder.resolve("pairs.tsv"), questions);
    Path packed = folder.resolve("pairs.tsv.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(questions.getBytes(StandardCharsets.UTF_8));
    }

    for (Path pairs : List.of(plain, packed)) {
      CommandRun run =
          CommandRun.of("explain", TWO_BRIDGES, "--batch", pairs.toString(), "--iommu", "off");

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .isEqualTo(
              """
              0000:04:00.0\t0000:03:00.0:BAR1+0x2000\twrite\tallowed\tBUS_ADDR\t4\tbus\t0x380000002000\tcommon-bridge
              0000:04:00.0\tHOST:0x1000\tread\tallowed\tNONE\t-\tdirect\t0x1000\tdirect
              """);
    }
  }

  @Test
  void pairsThatCannotBeReadAreOneLine(@TempDir Path folder) throws IOException {
    Path damaged = Files.write(folder.resolve("pairs.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

    for (String pairs : List.of(folder.toString(), folder + "/none", damaged.toString())) {
      CommandRun run = CommandRun.of("explain", TWO_BRIDGES, "--batch", pairs);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .startsWith("peerscope: cannot read " + pairs);
    }
  }

  @Test
  void batchReadsStandardInput() {
    CommandRun run =
        CommandRun.withInput(
            "0000:04:00.0\t0000:03:00.0\twrite\n", "explain", ONE_SWITCH, "--batch", "-");

    assertThat(run.out().lines()).singleElement().asString().contains("\tBUS_ADDR\t4\tbus\t");
  }

  @ParameterizedTest
  @CsvSource({
    "FILE --from 04:00.0",
    "FILE --batch pairs --from 04:00.0",
    "FILE --batch pairs --json",
    "FILE --batch pairs --op read",
    "FILE --batch pairs --to 03:00.0",
    "FILE --batch pairs --iova 0x1000",
    "FILE --batch pairs --driver vfio-pci",
    "FILE --batch pairs --library nccl",
    "FILE --batch pairs --list list",
    "- --batch -",
  })
  void optionsThatDoNotGoTogetherAreWrongUsage(String arguments) {
    String all = "explain " + arguments.replace("FILE", ONE_SWITCH);

    CommandRun run = CommandRun.of(all.split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void strategiesAreComparedSideBySide() {
    CommandRun differ =
        CommandRun.of(
            "explain",
            TWO_BRIDGES,
            "--from",
            "04:00.0",
            "--to",
            "41:00.0",
            "--strategy",
            "all",
            "--cpu",
            "AuthenticAMD/0x19",
            "--iommu",
            "translated");
    CommandRun agree =
        CommandRun.of(
            "explain",
            ONE_SWITCH,
            "--from",
            "04:00.0",
            "--to",
            "03:00.0",
            "--strategy",
            "all",
            "--json");

    assertThat(differ.exitCode()).isEqualTo(3);
    assertThat(differ.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "strategy verdict how address answered by reason",
            "mainline allowed translated - the DMA API of the kernel cpu-zen",
            "initiator-ops refused * error - the same-segment helper of 0000:04:00.0"
                + " no-common-switch");
    assertThat(agree.exitCode()).isZero();
    assertThat(agree.out())
        .contains("\"strategy\": \"target-helper\"", "\"answeredBy\": \"the pagemap helper of ")
        .doesNotContain("\"asMainline\": false");
  }

  @Test
  void batchTakesAStrategy() {
    CommandRun run =
        CommandRun.withInput(
            "04:00.0\t41:00.0\twrite\n",
            "explain",
            TWO_BRIDGES,
            "--batch",
            "-",
            "--strategy",
            "initiator-ops",
            "--cpu",
            "AuthenticAMD/0x19");

    assertThat(run.out()).contains("\trefused\tNOT_SUPPORTED\t6\terror\t-\tno-common-switch\n");
  }

  @Test
  void listIsMappedWholeWithItsSegments(@TempDir Path folder) throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.tsv"),
            """
            # RAM around one page of a peer
            host:0x100000\t4096\t3
            0000:03:00.0:BAR1+0x2000
            host:0x200000\t0x2000
            """);

    CommandRun run =
        CommandRun.of(
            "explain",
            TWO_BRIDGES,
            "--from",
            "04:00.0",
            "--list",
            list.toString(),
            "--strategy",
            "mainline",
            "--iommu",
            "translated");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("returns   dma_map_sg_attrs 3, dma_map_sgtable 0\n")
        .contains("  iova block 0 + 0x0, 12 KiB, elements 1 to 3\n")
        .contains("  bus 0x3800_0000_2000, 4 KiB, element 4\n")
        .contains("  iova block 0 + 0x3000, 8 KiB, element 5\n");
  }

  @Test
  void severalTargetsAreAList() {
    CommandRun run =
        CommandRun.of(
            "explain",
            TWO_BRIDGES,
            "--from",
            "04:00.0",
            "--to",
            "host:0x1000",
            "--to",
            "41:00.0",
            "--json");

    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.out())
        .contains("\"dma_map_sg_attrs\": \"0\"", "\"dma_map_sgtable\": \"-EREMOTEIO\"")
        .contains("\"segments\": []");
  }

  @ParameterizedTest
  @CsvSource({
    "64, FILE --from 04:00.0 --to 03:00.0 --strategy magic",
    "64, FILE --from 04:00.0 --to 03:00.0 --strategy shim --translators all",
    "64, FILE --batch pairs --strategy all",
    "64, FILE --from 04:00.0 --to 03:00.0 --list pairs",
    "64, - --from 04:00.0 --list -",
    "64, FILE --list pairs",
    "2, FILE --from 04:00.0 --list none-there",
    "1, FILE --from 04:00.0 --to 03:00.0 --translators 77:00.0",
    "1, FILE --from 04:00.0 --to 03:00.0 --translators 0000:77",
    "1, FILE --from 04:00.0 --to 03:00.0 --to 77:00.0",
    "0, FILE --from 04:00.0 --to 03:00.0 --translators 0000:00 --strategy translators-alone",
    "64, FILE --from 04:00.0 --to 03:00.0 --strategy all --driver vfio-type1",
    "64, FILE --from 04:00.0 --to 03:00.0 --strategy all --library nccl",
    "64, FILE --from 04:00.0 --to 03:00.0 --to host:0x1000 --driver vfio-type1",
    "64, FILE --from 04:00.0 --to host:0x1000 --to host:0x3000 --iova 0x100000",
    "1, FILE --from 04:00.0 --to 03:00.0 --strategy all --translators 77:00.0",
  })
  void strategiesAndListsAreCheckedBeforeTheyAreUsed(int exitCode, String arguments) {
    String all = "explain " + arguments.replace("FILE", ONE_SWITCH);

    CommandRun run = CommandRun.of(all.split(" ", -1));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err().lines()).hasSize(exitCode == 0 ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "04:00.0 03:00.0                 | malformed-line",
        "04:00.0 03:00.0 write - more    | malformed-line",
        "4:0.0 03:00.0 write             | malformed-line",
        "04:00.0 there write             | malformed-line",
        "04:00.0 03:00.0 fetch           | malformed-line",
        "04:00.0 03:00.0 write wide      | malformed-line",
        "77:00.0 03:00.0 write           | no-such-function",
        "77:00.0 host:0x1000 write       | no-such-function",
        "04:00.0 03:00.0 write -         | common-bridge",
        "04:00.0 0x10 write 0xffffffff   | page-unknown",
      })
  void batchLineThatCannotBeAnsweredSaysWhy(String line, String code) {
    CommandRun run =
        CommandRun.withInput(line.replace(' ', '\t') + "\n", "explain", ONE_SWITCH, "--batch", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).singleElement().asString().endsWith("\t" + code);
    assertThat(run.err().lines()).hasSize(code.equals("malformed-line") ? 1 : 0);
  }

  @Test
  void batchRepeatsDamagedLinesWithoutTheirControlCharacters() {
    CommandRun run =
        CommandRun.withInput(
            "a\u0007b\tc\u0085\u007fd\t\u2028e\u2029\n", "explain", ONE_SWITCH, "--batch", "-");

    assertThat(run.out()).startsWith("a b\tc  d\t e \tundetermined\t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense                    | line 2 of - is not TARGET [SIZE [COUNT]]",
        "host:0x1000 0               | line 2 of - is not TARGET [SIZE [COUNT]]",
        "host:0x1000 much            | line 2 of - is not TARGET [SIZE [COUNT]]",
        "host:0x1000 4096 0          | line 2 of - is not TARGET [SIZE [COUNT]]",
        "host:0x1000 4096 1 1        | line 2 of - is not TARGET [SIZE [COUNT]]",
        "host:0x1000 4096 2000000    | line 2 of - makes more than 1048576 elements",
        "'#'                         | - holds no element; give TARGET lines",
      })
  void listThatIsNotUnderstoodIsOneLine(String line, String message) {
    CommandRun run =
        CommandRun.withInput(
            "\ufeff# elements\n" + line.replace(' ', '\t') + "\n\n",
            "explain",
            ONE_SWITCH,
            "--from=04:00.0",
            "--list=-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void strategiesAreComparedForAList() {
    CommandRun run = mixedList("--strategy=all");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "0000:04:00.0, write, a list of 3 elements",
            "strategy verdict mapped returns allocated reason",
            "mainline allowed 3 segments 0 1 IOVA blocks iova",
            "translators allowed 3 segments 0 2 IOVA blocks iova",
            "shim refused * 0 segments -EINVAL 0 IOVA blocks mixed-list");
  }

  @Test
  void aListNamesTheReasonOfTheFirstElementThatDecides() {
    String[] arguments = {
      "explain", TWO_BRIDGES, "--from=04:00.0", "--to=03:00.0", "--to=41:00.0", "--strategy=all"
    };

    assertThat(CommandRun.of(arguments).out().replaceAll(" +", " "))
        .contains("mainline refused 0 segments -EREMOTEIO 0 IOVA blocks host-bridge-crossing\n");
    assertThat(
            CommandRun.of("explain", ONE_SWITCH, "--from=04:00.0", "--to=0x10", "--to=0x20").out())
        .startsWith("undetermined: ")
        .contains("returns   dma_map_sg_attrs ?, dma_map_sgtable ?\n", "[page-unknown]\n")
        .doesNotContain("segments\n");
  }

  @Test
  void jsonOfAListHasSegmentsBlocksAndHazards() {
    CommandRun run = mixedList("--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            """
              "segments": [
                {
                  "how": "translated",
                  "block": 0,
                  "offset": "0x0",
                  "address": null,
                  "length": "0x3000",
                  "first": 1,
                  "last": 1
                },
                {
                  "how": "bus",
                  "block": null,
                  "offset": "0x0",
                  "address": "0x380000002000",
                  "length": "0x1000",
                  "first": 2,
                  "last": 2
                },
            """,
            """
              "iovaBlocks": [
                "0x3000",
                "0x2000"
              ],
              "hazards": [
                {
                  "code": "iova-blocks",
            """);
  }

  @Test
  void textOfAListEndsWithItsHazards() {
    assertThat(mixedList("--strategy=translators").out())
        .endsWith(
            "\nhazard: the list is mapped in 2 calls with an IOVA block each, where one call would"
                + " do [iova-blocks]\n");
  }

  private static CommandRun mixedList(String option) {
    return CommandRun.withInput(
        "host:0x100000\t0x3000\n03:00.0:BAR1+0x2000\nhost:0x200000\t0x2000\n",
        "explain",
        TWO_BRIDGES,
        "--from=04:00.0",
        "--list=-",
        "--iommu=translated",
        option);
  }

  @Test
  void aDmaBeyondTheEndOfTheBarIsAHazard() {
    String[] arguments = {
      "explain", ONE_SWITCH, "--from=04:00.0", "--to=03:00.0", "--size=0x100000000000", "--json"
    };

    assertThat(CommandRun.of(arguments).out()).contains("\"code\": \"crosses-bar-end\"");
    assertThat(CommandRun.of(Arrays.copyOf(arguments, arguments.length - 1)).out())
        .contains("\nhazard: ", " [crosses-bar-end]\n");
  }

  @Test
  void anAddressOfWhichNothingIsKnownIsAnUnknownPage() {
    String[] arguments = {"explain", ONE_SWITCH, "--from=04:00.0", "--to=0x10", "--json"};

    assertThat(CommandRun.of(arguments).out())
        .contains(
            """
              "mapType": "UNDETERMINED",
              "distance": null,
              "page": {
                "kind": "unknown",
                "provider": null,
                "bar": null,
                "offset": null,
                "busOffset": null
              },
              "programmedAddress": null,
            """);
    assertThat(CommandRun.of(Arrays.copyOf(arguments, arguments.length - 1)).out())
        .contains("\npage     unknown: no BAR ", "\nprogram  unknown: ");
  }

  @Test
  void aPageOfARemappedNvmeNamesTheDriveInTheController() {
    String sample = CommandRun.sample("07-ahci-remapped-nvme");
    String[] arguments = {"explain", sample, "--from=00:17.0", "--to=00:17.0:BAR5+0x4000"};

    assertThat(CommandRun.of(arguments).out()).contains("bus offset 0x0, remapped NVMe 0\n");
    assertThat(CommandRun.of(withJson(arguments)).out()).contains("\"remappedNvme\": 0");
  }

  private static String[] withJson(String... arguments) {
    String[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = "--json";
    return more;
  }

  @ParameterizedTest
  @CsvSource({
    "off,             physical, 0x100000",
    "swiotlb-force,   physical, ",
    "translated,      iova,     ",
  })
  void theSpaceOfTheProgrammedAddressIsToldEvenWhereTheAddressIsNot(
      String iommu, String space, String value) {
    CommandRun run =
        CommandRun.of(
            "explain",
            ONE_SWITCH,
            "--from=04:00.0",
            "--to=host:0x100000",
            "--iommu=" + iommu,
            "--json");

    assertThat(run.out())
        .contains(
            "\"space\": \"%s\",\n    \"value\": %s"
                .formatted(space, value == null ? "null" : "\"" + value + "\""));
  }
}
