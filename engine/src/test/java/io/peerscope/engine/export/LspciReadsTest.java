package io.peerscope.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.format.LspciProgram;
import io.peerscope.engine.format.Machines;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The installed lspci reads our dumps and draws our trees.
class LspciReadsTest {

  @TempDir private Path folder;

  private final List<String> broken = new ArrayList<>();
  private int compared;

  @BeforeEach
  void needsLspci() {
    assumeTrue(LspciProgram.isInstalled(), "lspci (pciutils) is not installed");
  }

  @Test
  void everyMachineHasItsFunctionsAndIdsInOurDump() throws IOException {
    Machines.eachOfAnyFormat((name, platform) -> guarded(name, () -> compareIds(name, platform)));

    assertThat(broken).isEmpty();
  }

  @Test
  void ourTreeIsTheOneThatLspciDrawsOfOurDump() throws IOException {
    var style =
        LspciProgram.drawsOneTree() ? TreeDrawing.Style.ONE_TREE : TreeDrawing.Style.ONE_PER_DOMAIN;
    Machines.eachOfAnyFormat((name, platform) ->
        guarded(
            name,
            () -> {
              List<String> theirs = LspciProgram.output(dump(platform), "-t").orElseThrow();
              if (!theirs.equals(draw(platform, style))) {
                broken.add("%s%n%s".formatted(name, String.join("\n", theirs)));
              }
            }));

    assertThat(broken).isEmpty();
  }

  @Test
  void lspciPrintsTheSameOfADumpAndOfOurs() throws IOException {
    Machines.eachText((file, platform) -> {
      if (hasAllHeaders(platform)) {
        guarded(file.toString(), () -> compareOutputs(file, platform));
      }
    });

    System.out.println("outputs of lspci compared: " + compared);
    assertThat(broken).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(3);
  }

  private static boolean hasAllHeaders(Platform platform) {
    return platform.topology().functions().stream()
        .allMatch(function -> function.config().has(0, ConfigSpace.HEADER_SIZE));
  }

  private void compareOutputs(Path file, Platform platform) throws IOException {
    for (String option : List.of("-n", "-t", "-nvvv")) {
      var theirs = LspciProgram.output(file, option);
      if (theirs.isEmpty() || !readsTheSameFunctions(file, platform)) {
        continue;
      }
      compared++;
      if (!theirs.equals(LspciProgram.output(dump(platform), option))) {
        broken.add("%s %s".formatted(file.getFileName(), option));
      }
    }
  }

  /// lspci takes a function for two that a text names twice.
  private static boolean readsTheSameFunctions(Path file, Platform platform) throws IOException {
    return LspciProgram.output(file, "-n")
        .filter(lines -> lines.size() == platform.topology().size())
        .isPresent();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void guarded(String name, Work work) {
    try {
      work.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(name, failure);
    }
  }

  private void compareIds(String name, Platform platform) throws IOException {
    List<String> theirs = LspciProgram.output(dump(platform), "-n", "-D").orElseThrow();
    List<String> ours = new ArrayList<>();
    platform
        .topology()
        .functions()
        .forEach(function ->
            ours.add(
                "%s %s: %s"
                    .formatted(
                        function.address(),
                        function
                            .classCode()
                            .ifKnown()
                            .map(code -> "%04x".formatted(code.baseAndSub()))
                            .orElse("?"),
                        function.id().ifKnown().map(String::valueOf).orElse("ffff:ffff"))));
    for (int n = 0; n < ours.size(); n++) {
      String expected = ours.get(n).replaceFirst(" \\?: .*", "");
      boolean same = n < theirs.size() && theirs.get(n).startsWith(expected);
      boolean virtual = n < theirs.size() && theirs.get(n).contains("ffff:ffff");
      if (!same && !virtual) {
        broken.add("%s: %s".formatted(name, ours.get(n)).toLowerCase(Locale.ROOT));
      }
    }
    if (theirs.size() != ours.size()) {
      broken.add("%s: %d functions of %d".formatted(name, theirs.size(), ours.size()));
    }
  }

  private Path dump(Platform platform) throws IOException {
    Path file = folder.resolve("ours.hex");
    try (var out = Files.newOutputStream(file)) {
      MachineExport.write(platform, MachineFormat.LSPCI_HEX, out);
    }
    return file;
  }

  private static List<String> draw(Platform platform, TreeDrawing.Style style) throws IOException {
    var text = new StringWriter();
    new LspciTreeOut(style).write(platform, text);
    return text.toString().lines().toList();
  }
}
