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
            "wordReasons");
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
  })
  void strategiesAndListsAreCheckedBeforeTheyAreUsed(int exitCode, String arguments) {
    String all = "explain " + arguments.replace("FILE", ONE_SWITCH);

    CommandRun run = CommandRun.of(all.split(" ", -1));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err().lines()).hasSize(exitCode == 0 ? 0 : 1);
  }
}
