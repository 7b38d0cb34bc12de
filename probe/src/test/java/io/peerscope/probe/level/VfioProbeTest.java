package io.peerscope.probe.level;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.Errno;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Learned;
import io.peerscope.probe.report.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each level asks of the kernel, and what it makes of the answers.
class VfioProbeTest {

  private static final List<PciAddress> BOTH =
      List.of(
          PciAddress.parse(MachineFolder.NVME).orElseThrow(),
          PciAddress.parse(MachineFolder.NIC).orElseThrow());

  private static final int[] ERRNOS = {
    Errno.EPERM,
    Errno.ENOENT,
    Errno.EIO,
    Errno.E2BIG,
    Errno.ENOMEM,
    Errno.EACCES,
    Errno.EFAULT,
    Errno.EBUSY,
    Errno.EEXIST,
    Errno.ENODEV,
    Errno.EINVAL,
    Errno.ENOTTY,
    Errno.ENOSPC,
    Errno.EOVERFLOW,
    Errno.EMSGSIZE,
    Errno.EOPNOTSUPP,
    4321
  };

  @TempDir Path root;
  private final FakeKernel kernel = new FakeKernel();
  private MachineFolder machine;

  @BeforeEach
  void twoDevices() throws IOException {
    machine = MachineFolder.withTwoDevices(root);
  }

  private VfioProbe probe(FakeKernel of) {
    return new VfioProbe(() -> of, new VfioFiles(root));
  }

  private ProbeReport run(Level level) {
    return probe(kernel).run(BOTH, level);
  }

  private static List<String> values(ProbeReport report, String name) {
    return report.learned().stream()
        .filter(fact -> fact.name().equals(name))
        .map(Learned::value)
        .toList();
  }

  @Test
  void levelAOpensNothing() {
    assertThat(run(Level.A)).isEqualTo(ProbeReport.none());
    assertThat(kernel.opened).isEmpty();
  }

  @Test
  void levelBAsksTheContainerAlone() {
    ProbeReport report = run(Level.B);

    assertThat(kernel.opened).containsExactly("/dev/vfio/vfio");
    assertThat(kernel.asked).containsOnly(Ioctl.GET_API_VERSION, Ioctl.CHECK_EXTENSION);
    assertThat(values(report, "type1 v2")).containsExactly("yes");
    assertThat(values(report, "noiommu")).containsExactly("no");
    assertThat(report.complete()).isTrue();
  }

  @Test
  void kernelWithoutVfioIsSaidInASentence() {
    kernel.openErrors.put("/dev/vfio/vfio", Errno.ENOENT);

    ProbeReport report = run(Level.F);

    assertThat(report.complete()).isFalse();
    assertThat(report.steps().getFirst().explanation().orElseThrow().meaning())
        .contains("module vfio is not loaded");
    assertThat(kernel.asked).isEmpty();
  }

  @Test
  void groupThatSomebodyHoldsIsLeftAlone() {
    kernel.openErrors.put("/dev/vfio/9", Errno.EBUSY);
    kernel.openErrors.put("/dev/vfio/10", Errno.EBUSY);

    ProbeReport report = run(Level.G);

    assertThat(report.complete()).isFalse();
    assertThat(report.steps().toString()).contains("a virtual machine or another program has it");
    assertThat(kernel.asked).containsOnly(Ioctl.GET_API_VERSION, Ioctl.CHECK_EXTENSION);
  }

  @Test
  void groupThatAnswersNotViableGoesIntoNoContainer() {
    kernel.viable = false;

    ProbeReport report = run(Level.G);

    assertThat(kernel.asked).doesNotContain(Ioctl.GROUP_SET_CONTAINER, Ioctl.SET_IOMMU);
    assertThat(report.comparisons())
        .extracting(one -> one.agreement())
        .containsOnly(Agreement.DISAGREE);
  }

  /// Were the kernel wrong about the group, a driver would still own a device whose DMA stops.
  @Test
  void groupWithADeviceOnItsOwnDriverIsLeftAloneWhateverTheKernelSays() throws IOException {
    machine.bind(MachineFolder.NVME, "nvme");

    ProbeReport report = probe(kernel).run(BOTH.subList(0, 1), Level.G);

    assertThat(kernel.asked).doesNotContain(Ioctl.GROUP_SET_CONTAINER);
    assertThat(report.sentences().toString()).contains("0000:01:00.0 on nvme");
  }

  @Test
  void deviceWithoutAnIommuIsNeverOpened() throws IOException {
    machine.node("/dev/vfio/noiommu-9");

    ProbeReport report = probe(kernel).run(BOTH.subList(0, 1), Level.G);

    assertThat(kernel.opened).containsExactly("/dev/vfio/vfio");
    assertThat(report.sentences().toString()).contains("Peerscope never uses that");
  }

  @Test
  void levelDTellsWhatTheIommuCanMap() {
    ProbeReport report = run(Level.D);

    assertThat(values(report, "IOVA ranges"))
        .containsExactly("0x0-0xfedfffff, 0xfef00000-0x7fffffffff");
    assertThat(values(report, "DMA entries left")).containsExactly("65535");
    assertThat(kernel.asked).doesNotContain(Ioctl.GROUP_GET_DEVICE_FD);
  }

  @Test
  void levelFReadsRegionsAndConfigurationSpaceAndNothingElse() {
    ProbeReport report = run(Level.F);

    assertThat(values(report, "BAR 0")).containsExactly("131072 bytes, rwm", "131072 bytes, rwm");
    assertThat(values(report, "dma-buf export of BARs")).hasSize(2);
    assertThat(report.config()).containsOnlyKeys(BOTH);
    assertThat(report.config().get(BOTH.getFirst())).hasSize(4096);
    assertThat(kernel.reads).containsOnly(7L << FakeKernel.CONFIG_OFFSET_SHIFT);
    assertThat(report.complete()).isTrue();
  }

  @Test
  void mappingsAreForReadingAndAreTakenAway() {
    ProbeReport report = run(Level.G);

    assertThat(values(report, "IOMMU mapping of BAR 0"))
        .hasSize(2)
        .allMatch(value -> value.startsWith("accepted"));
    assertThat(kernel.maps)
        .hasSize(3)
        .allMatch(block -> Struct.named("dma_map").get(block, "flags") == 1);
    assertThat(kernel.asked.stream().filter(Ioctl.IOMMU_UNMAP_DMA::equals)).hasSize(3);
    assertThat(kernel.mapped).isEmpty();
  }

  @Test
  void refusedMappingIsExplained() {
    kernel.errors.put(Ioctl.IOMMU_MAP_DMA, Errno.EFAULT);

    assertThat(values(run(Level.G), "IOMMU mapping of BAR 0"))
        .hasSize(2)
        .allMatch(value -> value.contains("memory decoding is off"));
  }

  @Test
  void devicesAreClosedBeforeGroupsAndContainer() {
    run(Level.H);

    assertThat(kernel.closed)
        .containsExactly("device", "device", "/dev/vfio/10", "/dev/vfio/9", "/dev/vfio/vfio");
  }

  @Test
  void deviceOfferedByItsOwnNodeIsAskedThroughAnIommufd() throws IOException {
    machine.offerByNode(MachineFolder.NVME, "vfio0");
    machine.offerByNode(MachineFolder.NIC, "vfio1");
    kernel.errors.put(Ioctl.IOAS_MAP, Errno.EFAULT);

    ProbeReport report = run(Level.G);

    assertThat(kernel.opened)
        .containsExactly(
            "/dev/vfio/vfio", "/dev/vfio/devices/vfio0", "/dev/vfio/devices/vfio1", "/dev/iommu");
    assertThat(values(report, "IOMMU mapping of BAR 0"))
        .hasSize(2)
        .allMatch(value -> value.contains("dma-bufs only"));
    assertThat(kernel.open).isEmpty();
  }

  private void offerBothByNode() throws IOException {
    machine.offerByNode(MachineFolder.NVME, "vfio0");
    machine.offerByNode(MachineFolder.NIC, "vfio1");
  }

  @Test
  void mappingsOfAnIommufdAreForReadingAndAreTakenAway() throws IOException {
    offerBothByNode();

    ProbeReport report = run(Level.G);

    assertThat(values(report, "IOMMU mapping of BAR 0"))
        .hasSize(2)
        .allMatch(value -> value.startsWith("accepted"));
    assertThat(kernel.maps)
        .hasSize(3)
        .allMatch(block -> Struct.named("ioas_map").get(block, "flags") == 4);
    assertThat(kernel.asked.stream().filter(Ioctl.IOAS_UNMAP::equals)).hasSize(3);
    assertThat(values(report, "IOVA ranges")).containsExactly("0x0-0xfedfffff");
    assertThat(report.complete()).isTrue();
  }

  @Test
  void ownNodesAreClosedBeforeTheIommufd() throws IOException {
    offerBothByNode();
    run(Level.H);

    assertThat(kernel.closed)
        .containsExactly(
            "/dev/vfio/devices/vfio1", "/dev/vfio/devices/vfio0", "/dev/vfio/vfio", "/dev/iommu");
  }

  /// A kernel that is built without groups has no container either.
  @Test
  void kernelWithoutGroupsIsAskedByNodesAlone() throws IOException {
    offerBothByNode();
    Files.delete(machine.at("/dev/vfio/vfio"));

    ProbeReport report = run(Level.F);

    assertThat(kernel.opened)
        .containsExactly("/dev/vfio/devices/vfio0", "/dev/vfio/devices/vfio1", "/dev/iommu");
    assertThat(report.config()).containsOnlyKeys(BOTH);
    assertThat(report.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/vfio/devices/vfio0", "/dev/iommu"})
  void nodeThatCannotBeOpenedIsExplainedAndNothingIsLeftOpen(String node) throws IOException {
    offerBothByNode();
    for (int errno : ERRNOS) {
      var failing = new FakeKernel();
      failing.openErrors.put(node, errno);

      ProbeReport report = probe(failing).run(BOTH, Level.H);

      assertThat(report.complete()).isFalse();
      assertThat(failing.open).isEmpty();
      assertThat(report.steps())
          .filteredOn(step -> !step.isOk())
          .isNotEmpty()
          .allMatch(step -> !step.explanation().orElseThrow().meaning().isEmpty());
    }
  }

  @Test
  void deviceByItsOwnNodeIsLeftAloneWhileADriverOwnsOneOfItsGroup() throws IOException {
    machine.offerByNode(MachineFolder.NVME, "vfio0");
    machine.bind(MachineFolder.NVME, "nvme");

    ProbeReport report = probe(kernel).run(BOTH.subList(0, 1), Level.G);

    assertThat(kernel.opened).containsExactly("/dev/vfio/vfio");
    assertThat(report.sentences().toString()).contains("0000:01:00.0 of its group");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void everyCallWasInTheDryRun(Level level) throws IOException {
    List<String> plan = probe(kernel).plan(BOTH, level);
    assertPlanned(run(level), plan);

    machine.offerByNode(MachineFolder.NVME, "vfio0");
    machine.offerByNode(MachineFolder.NIC, "vfio1");
    List<String> byNode = probe(kernel).plan(BOTH, level);
    assertPlanned(probe(new FakeKernel()).run(BOTH, level), byNode);
  }

  private static void assertPlanned(ProbeReport report, List<String> plan) {
    assertThat(report.steps())
        .extracting(step -> step.level() + "  " + step.call())
        .isSubsetOf(plan);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void noRequestIsAboveItsLevel(Level level) {
    run(level);

    assertThat(kernel.asked).allMatch(request -> level.includes(request.level()));
  }

  @ParameterizedTest
  @EnumSource(Ioctl.class)
  void whateverFailsIsExplainedAndEverythingIsClosed(Ioctl request) throws IOException {
    failEveryWay(request);
    offerBothByNode();
    failEveryWay(request);
  }

  private void failEveryWay(Ioctl request) {
    for (int errno : ERRNOS) {
      var failing = new FakeKernel();
      failing.errors.put(request, errno);

      ProbeReport report = probe(failing).run(BOTH, Level.H);

      assertThat(failing.open).as("still open").isEmpty();
      assertThat(failing.mapped).as("still mapped").isEmpty();
      assertThat(report.steps())
          .filteredOn(step -> !step.isOk())
          .allMatch(step -> !step.explanation().orElseThrow().meaning().isEmpty());
    }
  }

  @Test
  void shortAndFailedReadsOfConfigurationSpaceAreTaken() {
    kernel.readError = Errno.EIO;

    assertThat(run(Level.F).config()).isEmpty();
    assertThat(kernel.open).isEmpty();
  }

  /// Sizes that lie, chains that loop, numbers without sense.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void randomAnswersNeitherCrashNorHang(boolean byNode) throws IOException {
    if (byNode) {
      offerBothByNode();
    }
    long first = new Random().nextLong();
    for (int turn = 0; turn < 2000; turn++) {
      long seed = first + turn;
      var random = new RandomKernel(new Random(seed));

      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> probe(random).run(BOTH, Level.H), () -> "seed " + seed);

      assertThat(random.open).as("seed " + seed).isEmpty();
      assertThat(random.mapped).as("seed " + seed).isEmpty();
    }
  }

  /// Answers as the kernel would, then spoils some bytes.
  private static final class RandomKernel extends FakeKernel {

    private final Random random;

    RandomKernel(Random random) {
      this.random = random;
    }

    private void spoil(byte[] block) {
      int spoilt = random.nextInt(4) == 0 ? random.nextInt(12) : 0;
      for (int count = 0; count < spoilt && block.length > 0; count++) {
        int edge = random.nextInt(4);
        block[random.nextInt(block.length)] =
            (byte) (edge == 0 ? 0xff : edge == 1 ? 0x7f : random.nextInt(64));
      }
    }

    @Override
    public Answer request(int descriptor, Ioctl request, byte[] block) {
      Answer answer = super.request(descriptor, request, block);
      spoil(block);
      return answer;
    }

    @Override
    public Answer request(
        int descriptor, Ioctl request, byte[] block, int pointerAt, byte[] array) {
      Answer answer = super.request(descriptor, request, block, pointerAt, array);
      spoil(block);
      spoil(array);
      return answer;
    }

    @Override
    public Answer read(int descriptor, long offset, byte[] into) {
      super.read(descriptor, offset, into);
      return Answer.of(random.nextBoolean() ? into.length : random.nextLong());
    }
  }
}
