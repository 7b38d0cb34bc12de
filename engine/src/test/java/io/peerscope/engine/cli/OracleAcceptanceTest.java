package io.peerscope.engine.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The command line against machines that were booted for real: what each kernel said is what
/// `matrix` and `explain --batch` say, from the text of lspci alone.
class OracleAcceptanceTest {

  private static final Pattern NAME = Pattern.compile("\\d+-(native|override)");

  @Test
  void matrixIsWhatTheKernelComputed() {
    var wrong = new ArrayList<String>();
    for (Path machine : machines()) {
      List<String> expected = packedLines(machine, "expected.tsv.gz").stream().sorted().toList();
      List<String> actual = run(machine, "", "matrix");
      if (!actual.equals(expected)) {
        wrong.add(machine.getFileName().toString());
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void batchIsHowTheKernelMappedThePages() {
    var wrong = new ArrayList<String>();
    int mappings = 0;
    for (Path machine : machines()) {
      List<String[]> expected = mappings(machine);
      List<String> answers = run(machine, questions(expected), "explain", "--batch", "-");
      assertThat(answers).as("answers for %s", machine.getFileName()).hasSameSizeAs(expected);
      for (int line = 0; line < expected.size(); line++) {
        if (!isRight(expected.get(line), answers.get(line).split("\t", -1))) {
          wrong.add(machine.getFileName() + ": " + answers.get(line));
        }
      }
      mappings += expected.size();
    }

    assertThat(wrong).isEmpty();
    assertThat(mappings).isGreaterThan(10_000);
  }

  @Test
  void sysfsAloneNeedsNoOptionForTheMatrixAndTheGroups() {
    var wrong = new ArrayList<String>();
    int groups = 0;
    for (Path machine : machines()) {
      String archive = machine.resolve("sysfs.tar.gz").toString();
      if (!Files.exists(Path.of(archive))) {
        continue;
      }
      List<String> expected = packedLines(machine, "expected.tsv.gz").stream().sorted().toList();
      if (!CommandRun.of("matrix", archive).out().lines().toList().equals(expected)) {
        wrong.add(machine.getFileName() + " matrix");
      }
      if (Files.exists(machine.resolve("groups.tsv"))) {
        groups++;
        CommandRun observed = CommandRun.of("groups", archive, "--observed");
        if (!partition(observed.out()).equals(partition(text(machine.resolve("groups.tsv"))))) {
          wrong.add(machine.getFileName() + " groups");
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(groups).isEqualTo(21);
  }

  private static Set<Set<String>> partition(String lines) {
    return Set.copyOf(
        lines
            .lines()
            .map(line -> line.split("\t", -1))
            .collect(groupingBy(columns -> columns[0], mapping(columns -> columns[1], toSet())))
            .values());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines `source client address mask result value`.
  private static List<String[]> mappings(Path machine) {
    return packedLines(machine, "map.tsv.gz").stream().map(line -> line.split("\t", -1)).toList();
  }

  private static String questions(List<String[]> mappings) {
    var questions = new StringBuilder();
    for (String[] mapping : mappings) {
      String target = (mapping[0].equals("ram") ? "host:" : "") + mapping[2];
      questions.append(String.join("\t", mapping[1], target, "write", mapping[3])).append('\n');
    }
    return questions.toString();
  }

  private static boolean isRight(String[] expected, String[] answer) {
    boolean addressCounts = expected[4].equals("bus") || expected[4].equals("direct");
    return answer[6].equals(expected[4]) && (!addressCounts || answer[7].equals(expected[5]));
  }

  private static List<Path> machines() {
    Path oracle = Path.of(System.getProperty("peerscope.shared", "../../shared")).resolve("oracle");
    assumeTrue(Files.isDirectory(oracle), "the booted machines (peerscope.shared) are absent");
    try (Stream<Path> folders = Files.list(oracle)) {
      return folders
          .filter(folder -> NAME.matcher(folder.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> run(Path machine, String input, String command, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add(command);
    arguments.add(machine.resolve("lspci.txt.gz").toString());
    arguments.add("--cpu=" + fact(machine, "cpuVendor") + "/" + fact(machine, "cpuFamily"));
    arguments.add("--iommu=" + fact(machine, "iommu").replace("swiotlb", "swiotlb-force"));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.withInput(input, arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().toList();
  }

  private static String fact(Path machine, String name) {
    try {
      var value = Pattern.compile("\"" + name + "\": \"?([^\",\n]+)");
      var found = value.matcher(Files.readString(machine.resolve("case.json")));
      assertThat(found.find()).as(name).isTrue();
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> packedLines(Path machine, String name) {
    try (var in = new GZIPInputStream(Files.newInputStream(machine.resolve(name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
