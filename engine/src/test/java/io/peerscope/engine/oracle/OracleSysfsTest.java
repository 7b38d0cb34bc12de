package io.peerscope.engine.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The archives of sysfs that booted machines left behind say, alone and without any option, what
/// their kernels answered.
class OracleSysfsTest {

  private static final Map<String, Reading> READ = new HashMap<>();

  private static Reading sysfs(OracleCase machine) {
    return READ.computeIfAbsent(machine.toString(), _ -> machine.read("sysfs.tar.gz"));
  }

  private static List<OracleCase> machines() {
    List<OracleCase> machines =
        OracleCase.all().stream().filter(machine -> machine.has("sysfs.tar.gz")).toList();
    assumeTrue(!machines.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    return machines;
  }

  @Test
  void treeIsThatOfLspciAndOfItsDrawing() throws IOException {
    int functions = 0;
    for (OracleCase machine : machines()) {
      SortedMap<String, String> drawn =
          TreeDrawing.parents(
              Files.readString(machine.folder().resolve("tree.txt"))
                  .lines()
                  .takeWhile(line -> !line.isBlank())
                  .toList());

      assertThat(TreeDrawing.parents(sysfs(machine).platform().topology()))
          .as("%s from sysfs", machine)
          .isEqualTo(drawn);
      assertThat(TreeDrawing.parents(machine.read("lspci.txt.gz").platform().topology()))
          .as("%s from lspci", machine)
          .isEqualTo(drawn);
      functions += drawn.size();
    }
    System.out.printf("%d functions in %d drawings%n", functions, machines().size());
  }

  @Test
  void factsOfAFunctionAreThoseOfLspci() {
    var wrong = new ArrayList<String>();
    for (OracleCase machine : machines()) {
      Platform lspci = machine.read("lspci.txt.gz").platform();
      for (PciFunction function : sysfs(machine).platform().topology().functions()) {
        PciFunction other = lspci.topology().at(function.address());
        boolean same =
            function.kind() == other.kind()
                && told(function.id()).equals(told(other.id()))
                && told(function.classCode()).equals(told(other.classCode()))
                && told(function.buses()).equals(told(other.buses()))
                && bars(function).equals(bars(other));
        if (!same) {
          wrong.add(machine + ": " + function + " is not " + other);
        }
      }
    }
    assertThat(wrong.stream().limit(5)).isEmpty();
  }

  private static Optional<?> told(Fact<?> fact) {
    return fact.ifKnown();
  }

  private static List<String> bars(PciFunction function) {
    return function.bars().stream()
        .filter(bar -> bar.hasMemoryAddress())
        .map(bar ->
            "%s %s %s %s %s %s"
                .formatted(
                    bar.index(),
                    bar.kind(),
                    function.kind() == FunctionKind.VIRTUAL_FUNCTION ? "" : bar.bus().ifKnown(),
                    bar.cpu().ifKnown(),
                    bar.size().ifKnown(),
                    bar.state()))
        .toList();
  }

  /// On x86 both addresses are the same number; here the bus side comes from registers of the
  /// physical function, not from that knowledge.
  @Test
  void barsOfVirtualFunctionsHaveBusAddressesFromThePhysicalFunction() {
    int bars = 0;
    for (OracleCase machine : machines()) {
      for (PciFunction function : sysfs(machine).platform().topology().functions()) {
        if (function.kind() != FunctionKind.VIRTUAL_FUNCTION) {
          continue;
        }
        for (Bar bar : function.bars()) {
          bars++;
          assertThat(bar.bus().map(bus -> bus.value()).ifKnown())
              .as("%s %s", machine, bar)
              .isEqualTo(bar.cpu().map(cpu -> cpu.value()).ifKnown())
              .isPresent();
        }
      }
    }
    System.out.printf("%d BARs of virtual functions%n", bars);
    assertThat(bars).isPositive();
  }

  @Test
  void matrixIsTheKernelsWithoutAnyOption() {
    var wrong = new ArrayList<String>();
    long pairs = 0;
    for (OracleCase machine : machines()) {
      Set<String> expected = new TreeSet<>(machine.lines("expected.tsv.gz"));
      pairs += expected.size();
      if (!OracleMatrixTest.matrix(sysfs(machine).platform()).equals(expected)) {
        wrong.add(machine.toString());
      }
    }
    System.out.printf("%d pairs from sysfs alone%n", pairs);
    assertThat(wrong).isEmpty();
    assertThat(pairs).isGreaterThan(100_000);
  }

  /// The mirrors were made without empty folders and command lines, so where no IOMMU was on they
  /// cannot tell; then the mode comes from `case.json`, and the input may not contradict it.
  @Test
  void pagesAreMappedAsTheKernelMappedThem() {
    var wrong = new ArrayList<String>();
    long mappings = 0;
    int told = 0;
    for (OracleCase machine : machines()) {
      Platform platform = sysfs(machine).platform();
      Optional<IommuMode> mode = platform.iommu().ifKnown();
      told += mode.isPresent() ? 1 : 0;
      var judge =
          new Judge(
              mode.isPresent() ? platform : platform.withIommu(machine.iommu()),
              TranslatorPlacement.Named.SWITCHES);
      for (String line : machine.lines("map.tsv.gz")) {
        mappings++;
        String[] columns = line.split("\t");
        String actual = OracleMappingTest.answer(judge.judge(OracleMappingTest.unmasked(columns)));
        if (!actual.equals(OracleMappingTest.expected(columns))) {
          wrong.add(machine + ": " + line + " answered " + actual);
        }
      }
    }
    System.out.printf("%d mappings from sysfs; %d machines tell the mode%n", mappings, told);
    assertThat(wrong.stream().limit(10)).isEmpty();
    assertThat(mappings).isGreaterThan(20_000);
    assertThat(told).isEqualTo(21);
  }

  @Test
  void observedGroupsAreTheKernels() {
    int compared = 0;
    for (OracleCase machine : machines()) {
      Map<Integer, Set<String>> groups =
          sysfs(machine).platform().topology().functions().stream()
              .filter(function -> function.system().iommuGroup().ifKnown().isPresent())
              .collect(
                  groupingBy(
                      function -> function.system().iommuGroup().ifKnown().orElseThrow(),
                      mapping(function -> function.address().toString(), toSet())));
      assertThat(Set.copyOf(groups.values()))
          .as(machine.toString())
          .isEqualTo(machine.groups("groups.tsv"));
      compared += groups.isEmpty() ? 0 : 1;
    }
    assertThat(compared).isEqualTo(21);
  }

  @Test
  void sysfsAndLspciOfOneMachineDoNotContradictEachOther() {
    for (OracleCase machine : machines()) {
      Reading reading = machine.read("sysfs.tar.gz", "lspci.txt.gz");

      assertThat(reading.diagnostics())
          .as(machine.toString())
          .filteredOn(each -> each.severity() != Severity.INFO)
          .extracting(Diagnostic::code)
          .isEmpty();
    }
  }
}
