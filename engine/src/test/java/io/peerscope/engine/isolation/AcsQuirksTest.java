package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Linux knows of a function beyond its ACS capability.
class AcsQuirksTest {

  /// `pci_quirk_amd_sb_acs` asks for a multi-function device on a root bus.
  @ParameterizedTest(name = "{0} beside {1}, {2}: {3}")
  @CsvSource({
    "00:14.0, 00:14.2, AuthenticAMD/0x15, YES",
    "00:14.0, 00:14.2, HygonGenuine/0x18, YES",
    "00:14.0, 00:14.2, GenuineIntel/6,    none",
    "00:14.0, 00:15.0, AuthenticAMD/0x15, none",
    "01:00.0, 01:00.1, AuthenticAMD/0x15, none",
  })
  void southbridgeKeepsPeersApartOnAnAmdRootBus(
      String address, String other, String cpu, String expected) {
    PlatformBuilder machine =
        aPlatform()
            .cpu(cpu)
            .rootPort("00:01.0", 1)
            .function(address, FunctionKind.PCI_DEVICE)
            .id(address, "1002:4385")
            .function(other, FunctionKind.PCI_DEVICE);

    assertThat(answer(find(machine, address))).isEqualTo(expected);
  }

  @Test
  void southbridgeThatMayBeAloneIsOpen() {
    PlatformBuilder machine =
        aPlatform()
            .cpu("AuthenticAMD/0x15")
            .function("00:14.0", FunctionKind.PCI_DEVICE)
            .id("00:14.0", "1002:4385")
            .headerUntold("00:14.0");

    Finding finding = find(machine, "00:14.0").orElseThrow();

    assertThat(finding.answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(finding.reason().text())
        .isEqualTo(
            "whether 0000:00:14.0 keeps peers apart depends on its multi-function, which is not told");
  }

  @Test
  void chipsetRegisterThatWasNotDumpedLeavesThePortOpen() {
    PlatformBuilder machine =
        aPlatform().rootPort("00:1c.0", 1).id("00:1c.0", "8086:1c10").endpoint("00:1f.0");

    assertThat(answer(find(machine, "00:1c.0"))).isEqualTo("UNKNOWN");
  }

  /// Root ports of Sunrise Point and its kin, and of them only those with the capability.
  @ParameterizedTest(name = "{0} {1} with ACS {2}: {3}")
  @CsvSource({
    "ROOT_PORT,       8086:a110, true,  150",
    "ROOT_PORT,       8086:9d1b, true,  150",
    "ROOT_PORT,       8086:a110, false, none",
    "DOWNSTREAM_PORT, 8086:a110, true,  none",
    "ROOT_PORT,       8086:1234, true,  none",
    "ROOT_PORT,       8086:1c10, true,  none",
    "ROOT_PORT,       10b5:8747, true,  none",
  })
  void controlIsADoubleWordWhereTheChipsetHasItSo(
      FunctionKind kind, String id, boolean hasAcs, String expected) {
    PlatformBuilder machine = aPlatform().bridge("00:1c.0", kind, 1).id("00:1c.0", id);
    if (hasAcs) {
      machine.acs("00:1c.0", 0);
    }
    Platform platform = machine.build();

    assertThat(
            new AcsQuirks(platform)
                .doubleWordControl(platform.topology().at(at("00:1c.0")))
                .map(Integer::toHexString)
                .orElse("none"))
        .isEqualTo(expected);
  }

  private static Optional<Finding> find(PlatformBuilder machine, String address) {
    Platform platform = machine.build();
    return new AcsQuirks(platform).find(platform.topology().at(at(address)));
  }

  private static String answer(Optional<Finding> finding) {
    return finding.map(found -> found.answer().name()).orElse("none");
  }
}
