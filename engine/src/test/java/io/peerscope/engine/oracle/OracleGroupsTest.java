package io.peerscope.engine.oracle;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.isolation.IommuGroups;
import io.peerscope.engine.isolation.KernelArguments;
import io.peerscope.engine.isolation.KernelBoot;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Groups and ACS controls of every booted machine are the kernel's own.
class OracleGroupsTest {

  private static final Fact<Integer> FIRMWARE_LEFT_0 =
      Fact.known(0, new GivenByOption("--firmware-acs"));

  @Test
  void groupsAreThoseOfTheKernel() {
    List<OracleCase> cases =
        OracleCase.all().stream().filter(each -> !each.groups("groups.tsv").isEmpty()).toList();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();

    for (OracleCase machine : cases) {
      compareGroups(machine, machine.platform(), "groups.tsv", wrong);
    }

    System.out.printf("%d machines with groups, %d wrong%n", cases.size(), wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(21);
  }

  /// What is left of the listing is judged: groups are compared without the functions it lost.
  @ParameterizedTest
  @MethodSource("io.peerscope.engine.oracle.OraclePoorerInputTest#losses")
  void aPoorerListingGivesNoOtherGroup(OraclePoorerInputTest.Loss loss) {
    List<OracleCase> cases =
        OracleCase.all().stream().filter(each -> !each.groups("groups.tsv").isEmpty()).toList();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();

    for (OracleCase machine : cases) {
      Platform platform = machine.platform(loss.change().apply(machine.lines("lspci.txt.gz")));
      Set<String> seen =
          platform.topology().functions().stream()
              .map(function -> function.address().toString())
              .collect(toSet());
      Set<Set<String>> expected =
          machine.groups("groups.tsv").stream()
              .map(group -> group.stream().filter(seen::contains).collect(toSet()))
              .collect(toSet());
      IommuGroups.predict(platform).groups().values().stream()
          .map(group -> group.stream().map(PciAddress::toString).collect(toSet()))
          .filter(group -> !expected.contains(group))
          .forEach(group -> wrong.add("%s without %s: %s".formatted(machine, loss, group)));
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void bootWithArgumentsGivesControlsGroupsAndMatrixOfTheKernel() {
    List<OracleCase> cases = OracleCase.bootedTwice();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();

    for (OracleCase machine : cases) {
      Platform before = machine.platform(machine.lines("before.lspci.txt.gz"));
      Platform again = new KernelBoot(KernelArguments.none(), FIRMWARE_LEFT_0).of(before);
      compare(machine, again, "before", wrong);
      var arguments = KernelArguments.parse(machine.kernelArguments());
      Platform after = new KernelBoot(arguments, FIRMWARE_LEFT_0).of(before);
      compare(machine, after, "after", wrong);
    }

    System.out.printf("%d machines booted twice, %d wrong%n", cases.size(), wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(9);
  }

  private static void compare(
      OracleCase machine, Platform platform, String side, List<String> wrong) {
    Map<PciAddress, Integer> controls =
        controls(machine.platform(machine.lines(side + ".lspci.txt.gz")));
    if (!controls(platform).equals(controls)) {
      wrong.add(machine + " " + side + ": controls " + controls(platform) + " for " + controls);
    }
    compareGroups(machine, platform, side + ".groups.tsv", wrong);
    Set<String> expected = Set.copyOf(machine.lines(side + ".expected.tsv.gz"));
    matrix(platform).stream()
        .filter(line -> !expected.contains(line))
        .limit(5)
        .forEach(line -> wrong.add(machine + " " + side + ": " + line));
    assertThat(matrix(platform)).hasSameSizeAs(expected);
  }

  private static void compareGroups(
      OracleCase machine, Platform platform, String name, List<String> wrong) {
    var groups = IommuGroups.predict(platform);
    Set<Set<String>> actual =
        groups.groups().values().stream()
            .map(group -> group.stream().map(PciAddress::toString).collect(toSet()))
            .collect(toSet());
    Set<Set<String>> expected = machine.groups(name);
    if (!actual.equals(expected) || !groups.undetermined().isEmpty()) {
      wrong.add("%s %s: %s for %s".formatted(machine, name, actual, expected));
    }
  }

  private static Map<PciAddress, Integer> controls(Platform platform) {
    var controls = new LinkedHashMap<PciAddress, Integer>();
    for (PciFunction function : platform.topology().functions()) {
      function
          .capabilities()
          .acs()
          .ifKnown()
          .flatMap(acs -> acs)
          .map(AccessControlServices::control)
          .map(word -> word.ifKnown().orElse(-1))
          .ifPresent(word -> controls.put(function.address(), word));
    }
    return controls;
  }

  private static Set<String> matrix(Platform platform) {
    P2pMatrix matrix =
        new LinuxP2pdma(platform)
            .matrix(platform.topology().functions().stream().map(PciFunction::address).toList());
    var lines = new ArrayList<String>();
    for (int row = 0; row < matrix.functions().size(); row++) {
      for (int column = 0; column < matrix.functions().size(); column++) {
        Optional<P2pMapType> type = matrix.typeAt(row, column);
        lines.add(
            "%s\t%s\t%s\t%s"
                .formatted(
                    matrix.functions().get(row),
                    matrix.functions().get(column),
                    type.map(P2pMapType::name).orElse("UNDETERMINED"),
                    matrix.distanceAt(row, column).orElse(-1)));
      }
    }
    return Set.copyOf(lines);
  }
}
