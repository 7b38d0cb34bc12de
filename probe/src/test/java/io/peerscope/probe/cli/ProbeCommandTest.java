package io.peerscope.probe.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.probe.kernel.VfioKernel;
import io.peerscope.probe.level.FakeKernel;
import io.peerscope.probe.level.MachineFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command on a folder that looks like a machine, with a kernel of the test.
class ProbeCommandTest {

  private static final String ALL = "exclusive-open,dma-blocked,device-reset,iommu-mapping";

  @TempDir Path root;
  private MachineFolder machine;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void twoDevices() throws IOException {
    machine = MachineFolder.withTwoDevices(root);
  }

  private static VfioKernel nobody() {
    throw new AssertionError("the kernel was asked");
  }

  private Run run(Supplier<VfioKernel> kernel, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), out, err);
    var commands = PeerscopeCommand.commandLine(streams);
    commands.addSubcommand(new ProbeCommand(streams, new Host(root, kernel)));
    commands
        .setParameterExceptionHandler(commands.getParameterExceptionHandler())
        .setExecutionExceptionHandler(commands.getExecutionExceptionHandler());
    int exitCode = PeerscopeCommand.run(commands, arguments);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Run atLevel(String level, Supplier<VfioKernel> kernel) {
    return run(kernel, "probe", "--vfio", MachineFolder.NVME, "--level", level, "--accept", ALL);
  }

  @Test
  void withoutVfioTheMachineIsShownAndNoDeviceOpened() {
    Run run = run(ProbeCommandTest::nobody, "probe");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("0000:01:00.0")
        .contains("bus addresses of 2 memory BARs: 2 equal the CPU's, 0 are SHIFTED, 0 unknown")
        .contains("needs CAP_SYS_ADMIN");
  }

  @Test
  void shiftedBarIsFlaggedWithBothAddresses() throws IOException {
    machine.barAt(MachineFolder.NIC, 0x8000_0000L, 0x3fe0_8000_0000L);

    assertThat(run(ProbeCommandTest::nobody, "probe").out())
        .contains("1 are SHIFTED")
        .contains(
            "0000:02:00.0 BAR 0: register 0x80000000, CPU address 0x3fe080000000,"
                + " offset 0xffffc02000000000");
    assertThat(run(ProbeCommandTest::nobody, "probe", "--json").out())
        .contains("\"offset\": \"0xffffc02000000000\"");
  }

  @Test
  void sleepingFunctionIsNamedAndNotRead() throws IOException {
    Files.writeString(machine.folder(MachineFolder.NIC).resolve("power_state"), "D3cold\n");

    assertThat(run(ProbeCommandTest::nobody, "probe").out())
        .contains("asleep (D3cold), not woken\n  0000:02:00.0");
  }

  @Test
  void dryRunNamesEveryFileAndRequestAndDoesNothing() {
    Run run =
        run(
            ProbeCommandTest::nobody,
            "probe",
            "--vfio",
            MachineFolder.NVME,
            "--level",
            "H",
            "--dry-run");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("A  read /sys/bus/pci/devices/0000:01:00.0/config")
        .contains("B  open /dev/vfio/vfio O_RDWR")
        .contains("E  ioctl VFIO_GROUP_GET_DEVICE_FD 0x3b6a on group /dev/vfio/9")
        .contains("H  close device 0000:01:00.0")
        .doesNotContain("RESET");
  }

  @Test
  void deviceIsNotOpenedBeforeTheResetWasAccepted() {
    Run run =
        run(
            ProbeCommandTest::nobody,
            "probe",
            "--vfio",
            MachineFolder.NVME,
            "--level",
            "E",
            "--accept",
            "exclusive-open,dma-blocked");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("0000:01:00.0: level E opens the device")
        .contains("RESET")
        .contains("add --accept device-reset");
  }

  @Test
  void levelsOfDevicesNeedADevice() {
    assertThat(run(ProbeCommandTest::nobody, "probe", "--level", "C").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run(ProbeCommandTest::nobody, "probe", "--level", "X").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run(ProbeCommandTest::nobody, "probe", "--vfio", "0000:7f:00.0").exitCode())
        .isEqualTo(ExitCode.NOTHING_MATCHED);
  }

  @Test
  void mappingIsNeverCalledPeerToPeer() {
    String both = MachineFolder.NVME + "," + MachineFolder.NIC;
    Run run = run(FakeKernel::new, "probe", "--vfio", both, "--level", "G", "--accept", ALL);

    assertThat(run.exitCode()).as(run.err()).isIn(ExitCode.OK, ExitCode.DIFFERENCES);
    assertThat(run.out())
        .contains("IOMMU mapping of BAR 0: accepted")
        .contains("not comparable")
        .contains("a mapping that the IOMMU accepts is not peer-to-peer");
  }

  @Test
  void registersThatOnlyVfioToldGoIntoTheDocument() throws IOException {
    Path file = root.resolve("machine.peerscope.json");

    Run run =
        run(
            FakeKernel::new,
            "probe",
            "--vfio",
            MachineFolder.NVME,
            "--level",
            "F",
            "--accept",
            ALL,
            "--save",
            file.toString());

    assertThat(run.err()).doesNotContain("cannot save");
    assertThat(Files.readString(file)).contains("vfio 0000:01:00.0");
  }

  private Run saved(Path file) {
    String both = MachineFolder.NVME + "," + MachineFolder.NIC;
    return run(
        FakeKernel::new,
        "probe",
        "--vfio",
        both,
        "--level",
        "G",
        "--accept",
        ALL,
        "--save",
        file.toString());
  }

  @Test
  void documentKeepsWhatWasLearntWithItsRequestAndItsPrediction() throws IOException {
    Path file = root.resolve("machine.peerscope.json");
    assertThat(saved(file).err()).doesNotContain("cannot save");

    Reading opened = PlatformReader.read(List.of(Input.of("machine", file)));

    assertThat(opened.diagnostics()).isEmpty();
    assertThat(opened.document().orElseThrow().observed())
        .contains(
            new Observation(
                "D",
                "container",
                "IOVA ranges",
                "0x0-0xfedfffff, 0xfef00000-0x7fffffffff",
                "VFIO_IOMMU_GET_INFO on container /dev/vfio/vfio",
                Optional.empty()))
        .anySatisfy(observation -> {
          assertThat(observation.what()).isEqualTo("is the group viable");
          assertThat(observation.prediction().orElseThrow().agreement()).isEqualTo("agree");
        });
  }

  @Test
  void archiveIsTheMachineAgainWithRegistersThatVfioTold() throws IOException {
    Path file = root.resolve("machine.tar.gz");
    assertThat(saved(file).err()).doesNotContain("cannot save");

    Reading opened = PlatformReader.read(List.of(Input.of("machine.tar.gz", file)));

    Topology there = opened.platform().topology();
    assertThat(there.functions())
        .extracting(function -> function.address().toString())
        .containsExactly("0000:00:04.0", "0000:00:05.0", MachineFolder.NVME, MachineFolder.NIC);
    PciFunction nvme = there.at(PciAddress.parse(MachineFolder.NVME).orElseThrow());
    assertThat(nvme.system().driver().ifKnown()).contains("vfio-pci");
    assertThat(nvme.config().length()).isEqualTo(4096);
  }

  @Test
  void archiveKeepsWhatWasLearntAsTheDocumentDoes() throws IOException {
    Path archive = root.resolve("machine.tar.gz");
    Path document = root.resolve("machine.peerscope.json");
    saved(archive);
    saved(document);

    List<Observation> there =
        PlatformReader.read(List.of(Input.of("machine.tar.gz", archive))).observed();

    assertThat(there)
        .hasSizeGreaterThan(20)
        .isEqualTo(PlatformReader.read(List.of(Input.of("machine", document))).observed());
  }

  @Test
  void dryRunOfAnArchiveNamesTheFurtherFiles() throws IOException {
    Files.writeString(machine.folder(MachineFolder.NVME).resolve("irq"), "11\n");

    Run plain = run(ProbeCommandTest::nobody, "probe", "--dry-run");
    Run archive = run(ProbeCommandTest::nobody, "probe", "--dry-run", "--save", "x.tar.gz");

    String line = "A  read /sys/bus/pci/devices/0000:01:00.0/irq";
    assertThat(plain.out()).doesNotContain(line);
    assertThat(archive.out()).contains(line);
  }

  @Test
  void containerIsSaidInASentence() throws IOException {
    Files.writeString(root.resolve(".dockerenv"), "");

    assertThat(run(ProbeCommandTest::nobody, "probe").out())
        .contains("this is a container (/.dockerenv tells so)");
  }

  @Test
  void machineWithoutAnIommuIsSaidInASentence(@TempDir Path other) throws IOException {
    root = other;
    machine = MachineFolder.withTwoDevices(other);
    for (String group : List.of("1", "2", "9", "10")) {
      try (var members = Files.walk(machine.at("/sys/kernel/iommu_groups/" + group))) {
        for (Path each : members.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    for (String device : List.of(MachineFolder.NVME, MachineFolder.NIC)) {
      Files.delete(machine.folder(device).resolve("iommu_group"));
    }

    assertThat(run(ProbeCommandTest::nobody, "probe").out()).contains("no IOMMU is on");
    Run run = atLevel("E", FakeKernel::new);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).contains("is in no IOMMU group");
  }

  @Test
  void dryRunNamesTheFileThatIsWritten() {
    assertThat(run(ProbeCommandTest::nobody, "probe", "--dry-run", "--save", "x.tar.gz").out())
        .contains("A  write x.tar.gz\n");
    assertThat(run(ProbeCommandTest::nobody, "probe", "--dry-run").out()).doesNotContain("write");
  }

  @Test
  void kernelWithoutGroupsNeedsNoGroupNode() throws IOException {
    machine.offerByNode(MachineFolder.NVME, "vfio0");
    Files.delete(machine.at("/dev/vfio/vfio"));
    Files.delete(machine.at("/dev/iommu"));

    assertThat(run(ProbeCommandTest::nobody, "probe", "--vfio", MachineFolder.NVME, "--level", "A"))
        .extracting(Run::out, as(STRING))
        .contains("level B: this kernel has no /dev/vfio/vfio")
        .contains("level D of 0000:01:00.0: needs /dev/iommu, that is the module iommufd")
        .doesNotContain("bound to vfio-pci");
  }

  @Test
  void siblingOnADriverOfTheKernelIsNamedBeforeAnythingIsOpened() throws IOException {
    Path member = machine.at("/sys/kernel/iommu_groups/9/devices/" + MachineFolder.NIC);
    Files.createSymbolicLink(member, machine.folder(MachineFolder.NIC));
    machine.bind(MachineFolder.NIC, "e1000e");

    assertThat(run(ProbeCommandTest::nobody, "probe", "--vfio", MachineFolder.NVME, "--level", "A"))
        .extracting(Run::out, as(STRING))
        .contains(
            "level D of 0000:01:00.0: needs all of its group 9 off the kernel's drivers:"
                + " 0000:02:00.0 (on e1000e)");
  }

  @Test
  void kernelWithoutNodesForDevicesIsSaidInASentence() {
    Run run = atLevel("C", FakeKernel::new);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("this kernel offers no node for a device by itself");
  }

  @Test
  void groupOfAnotherUserIsAnExitCodeAndASentence() {
    Run run = atLevel("C", AnotherUsersGroup::new);

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).contains("EACCES: the node belongs to another user");
  }

  private static final class AnotherUsersGroup extends FakeKernel {

    AnotherUsersGroup() {
      failToOpen("/dev/vfio/9", 13);
    }
  }

  @Test
  void levelThatWasNotReachedIsAnExitCode() throws IOException {
    Files.delete(machine.at("/dev/vfio/vfio"));

    Run run = run(MissingVfio::new, "probe", "--vfio", MachineFolder.NVME, "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).contains("\"errno\": \"ENOENT\"").contains("\"complete\": false");
  }

  private static final class MissingVfio extends FakeKernel {

    MissingVfio() {
      failToOpen("/dev/vfio/vfio", 2);
    }
  }
}
