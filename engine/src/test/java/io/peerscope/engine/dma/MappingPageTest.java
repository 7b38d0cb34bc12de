package io.peerscope.engine.dma;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.iommu.IovaSpaces;
import io.peerscope.engine.iommu.PageTableFormat;
import io.peerscope.engine.platform.PlatformRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of the page about mapping are those that decide; `-Dpeerscope.write=true` writes
/// them.
class MappingPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("docs/rules/mapping.md");

  @ParameterizedTest
  @CsvSource({
    "reserved, vendor|first|last|kind|source",
    "page-tables, vendor|name|levels at first|at most|source",
    "platforms, name|in cpuinfo|operations|between host bridges|who|source",
  })
  void tableOnThePageIsTheOneThatDecides(String name, String heads) throws IOException {
    List<String> columns = List.of(heads.split("\\|", -1));
    String expected =
        line(columns)
            + line(columns.stream().map(_ -> "---").toList())
            + rows(name, columns.size()).stream()
                .map(row -> line(row.columns()))
                .collect(Collectors.joining());
    String page = Files.readString(PAGE);
    Matcher table =
        Pattern.compile("(?s)<!-- table: " + name + " -->\n(.*?)<!-- end -->").matcher(page);
    assertThat(table.find()).isTrue();

    if (Boolean.getBoolean("peerscope.write")) {
      Files.writeString(
          PAGE, page.substring(0, table.start(1)) + expected + page.substring(table.end(1)));
      return;
    }
    assertThat(table.group(1)).isEqualTo(expected);
  }

  private static List<DataTable.Row> rows(String name, int columns) {
    return switch (name) {
      case "reserved" -> DataTable.read(IovaSpaces.class, "reserved-iovas.tsv", columns);
      case "page-tables" -> DataTable.read(PageTableFormat.class, "page-tables.tsv", columns);
      default -> DataTable.read(PlatformRules.class, "platform-rules.tsv", columns);
    };
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
