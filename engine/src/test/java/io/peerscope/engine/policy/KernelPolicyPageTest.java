package io.peerscope.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of the page about kernel policy are those that decide; `-Dpeerscope.write=true`
/// writes them.
class KernelPolicyPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("docs/rules/kernel-policy.md");

  @ParameterizedTest
  @ValueSource(strings = {"rules", "mapping", "host-bridges"})
  void tableOnThePageIsTheOneThatDecides(String name) throws IOException {
    String page = Files.readString(PAGE);
    Matcher table =
        Pattern.compile("(?s)<!-- table: " + name + " -->\n(.*?)<!-- end -->").matcher(page);
    assertThat(table.find()).isTrue();

    if (Boolean.getBoolean("peerscope.write")) {
      Files.writeString(
          PAGE, page.substring(0, table.start(1)) + expected(name) + page.substring(table.end(1)));
      return;
    }
    assertThat(table.group(1)).isEqualTo(expected(name));
  }

  private static String expected(String name) {
    return switch (name) {
      case "rules" -> rules();
      case "mapping" -> mapping();
      default -> hostBridges();
    };
  }

  private static String rules() {
    return table(
        "from|released|without a common bridge|ACS redirects|stands for a host bridge"
            + "|trusted processors|steps added|software clients|ACS on the way|firmware|found"
            + "|what changed|source",
        KernelProfile.all().stream().map(KernelPolicyPageTest::rule));
  }

  private static List<String> rule(KernelProfile profile) {
    PolicyRules rules = profile.rules();
    return List.of(
        profile.since().toString(),
        profile.released(),
        word(rules.crossing()),
        word(rules.redirected()),
        switch (rules.rootDevice()) {
          case AT_00_0 -> "00.0";
          case AT_00_0_OR_ROOT_PORT -> "00.0, or a root port";
        },
        rules.trustedCpu().map(Cpu::toString).orElse("-"),
        rules.stepsAdded() == 0 ? "-" : "0x%x".formatted(rules.stepsAdded()),
        word(rules.softwareClients()),
        word(rules.acs()),
        word(rules.firmware()),
        word(rules.found()),
        profile.changed(),
        profile.source());
  }

  /// Only the profiles at which mapping changes.
  private static String mapping() {
    List<KernelProfile> all = KernelProfile.all();
    return table(
        "from|offset|through the host bridge|a refused pair|a pair nobody asked about",
        Stream.concat(
                Stream.of(all.getFirst()),
                IntStream.range(1, all.size())
                    .filter(n -> !mapping(all.get(n)).equals(mapping(all.get(n - 1))))
                    .mapToObj(all::get))
            .map(profile ->
                Stream.concat(Stream.of(profile.since().toString()), mapping(profile).stream())
                    .toList()));
  }

  private static List<String> mapping(KernelProfile profile) {
    return List.of(
        word(profile.mapping().offset()),
        word(profile.mapping().through()),
        word(profile.mapping().refusal()),
        word(profile.uncached()));
  }

  private static String hostBridges() {
    return table(
        "row|flag|who|from|until|added|source",
        HostBridgeTable.load().rows().stream()
            .map(row ->
                List.of(
                    row.id(),
                    row.onlyInside() ? "REQ_SAME" : "-",
                    row.who(),
                    row.since().toString(),
                    row.until().map(Object::toString).orElse("-"),
                    row.added(),
                    row.source())));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String table(String heads, Stream<List<String>> rows) {
    List<String> columns = List.of(heads.split("\\|", -1));
    return line(columns)
        + line(columns.stream().map(_ -> "---").toList())
        + rows.map(KernelPolicyPageTest::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
