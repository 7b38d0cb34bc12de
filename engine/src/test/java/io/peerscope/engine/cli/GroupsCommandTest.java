package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupsCommandTest {

  /// Two ports, one of them with ACS as Linux sets it, each with a conventional-looking neighbour.
  private static final String TWO_PORTS =
      """
      00:01.0 PCI bridge: A
      \tBus: primary=00, secondary=01, subordinate=01, sec-latency=0
      \tIOMMU group: 7
      \tCapabilities: [40] Express (v2) Root Port (Slot+), MSI 00
      \tCapabilities: [148 v1] Access Control Services
      \t\tACSCap:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-
      \t\tACSCtl:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-

      00:02.0 PCI bridge: B
      \tBus: primary=00, secondary=02, subordinate=02, sec-latency=0
      \tIOMMU group: 8
      \tCapabilities: [40] Express (v2) Root Port (Slot+), MSI 00
      \tCapabilities: [148 v1] Access Control Services
      \t\tACSCap:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-
      \t\tACSCtl:\tSrcValid- TransBlk- ReqRedir- CmpltRedir- UpstreamFwd- EgressCtrl- DirectTrans-

      01:00.0 Ethernet controller [0200]: C [15b3:1017]
      \tIOMMU group: 9
      \tCapabilities: [40] Express (v2) Endpoint, MSI 00
      \tCapabilities: [100 v1] Advanced Error Reporting

      02:00.0 Ethernet controller [0200]: D [15b3:1017]
      \tCapabilities: [40] Express (v2) Endpoint, MSI 00
      \tCapabilities: [100 v1] Advanced Error Reporting

      """
          .replace("PCI bridge:", "PCI bridge [0604]:")
          .replace(": A\n", ": A [10b5:8747]\n")
          .replace(": B\n", ": B [10b5:8747]\n");

  @Test
  void aLineIsAGroupAndAFunction() {
    CommandRun run = groups("--iommu", "translated");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            0\t0000:00:01.0
            1\t0000:00:02.0
            1\t0000:02:00.0
            2\t0000:01:00.0
            """);
  }

  @Test
  void whyNamesThePortThatIsToBlame() {
    assertThat(groups("--why").out().lines())
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("1\t0000:02:00.0\t")
                .contains("0000:00:02.0 does not set SrcValid, ReqRedir, CmpltRedir, UpstreamFwd"));
  }

  @Test
  void kernelArgumentsChangeTheGroups() {
    CommandRun run =
        groups(
            "--kernel=6.1",
            "--iommu=translated",
            "--firmware-acs=0",
            "--kernel-args=pci=disable_acs_redir=00:01.0");

    assertThat(run.out())
        .isEqualTo(
            """
            0\t0000:00:01.0
            0\t0000:01:00.0
            1\t0000:00:02.0
            2\t0000:02:00.0
            """);
  }

  @Test
  void whatTheFirmwareDecidesIsUndetermined() {
    CommandRun run =
        groups(
            "--kernel=6.12",
            "--iommu=translated",
            "--why",
            "--kernel-args=pci=disable_acs_redir=00:01.0;00:02.0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.err()).doesNotContain("undetermined");
    CommandRun configured =
        groups("--kernel=6.12", "--iommu=translated", "--kernel-args=pci=config_acs=x11xx@00:01.0");
    assertThat(configured.out()).contains("?\t0000:00:01.0\n?\t0000:01:00.0\n");
    assertThat(configured.err()).contains("2 functions with an undetermined group");
  }

  @Test
  void observedGroupsAreThoseOfTheInput() {
    CommandRun run = groups("--observed");

    assertThat(run.out()).isEqualTo("7\t0000:00:01.0\n8\t0000:00:02.0\n9\t0000:01:00.0\n");
    assertThat(run.err()).contains("1 function with no group in the input");
  }

  @Test
  void anInputWithoutGroupsHasNoneToObserve() {
    CommandRun run = CommandRun.of("groups", CommandRun.sample("01-one-switch"), "--observed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_MATCHED);
    assertThat(run.err()).contains("names no IOMMU group");
  }

  @Test
  void withoutAnIommuThereAreNoGroups() {
    CommandRun run = groups("--iommu=off");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_MATCHED);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void argumentsTheKernelWouldIgnoreAreTold() {
    CommandRun run = groups("--kernel-args=pci=disable_acs_redir=00:01.0,00:02.0");

    assertThat(run.err()).contains("'00:02.0' is ignored");
  }

  @Test
  void aFirmwareValueThatIsNoneIsAUsageError() {
    assertThat(groups("--firmware-acs=yes").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static CommandRun groups(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "groups";
    arguments[1] = "-";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.withInput(TWO_PORTS, arguments);
  }
}
