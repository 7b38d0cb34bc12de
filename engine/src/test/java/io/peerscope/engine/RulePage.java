package io.peerscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of `docs/rules` with tables between `<!-- table: NAME -->` and `<!-- end -->`.
///
/// With `-Dpeerscope.write=true` the tables are written instead of compared.
public final class RulePage {

  private final Path page;

  public RulePage(String file) {
    this.page = Path.of(System.getProperty("peerscope.root", "..")).resolve("docs/rules", file);
  }

  public void expect(String name, List<String> heads, Stream<List<String>> rows)
      throws IOException {
    String text = Files.readString(page);
    Matcher table =
        Pattern.compile("(?s)<!-- table: " + name + " -->\n(.*?)<!-- end -->").matcher(text);
    assertThat(table.find()).isTrue();
    String expected =
        line(heads)
            + line(heads.stream().map(_ -> "---").toList())
            + rows.map(RulePage::line).collect(Collectors.joining());

    if (Boolean.getBoolean("peerscope.write")) {
      Files.writeString(
          page, text.substring(0, table.start(1)) + expected + text.substring(table.end(1)));
      return;
    }
    assertThat(table.group(1)).isEqualTo(expected);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
