package io.peerscope.probe.guest;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Comparisons;
import io.peerscope.probe.report.Learned;
import io.peerscope.probe.report.ProbeReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Everything that one start of Java as root can see: devices unbound, bound, busy, and in groups
/// that are not viable.
final class MainPart {

  private static final String BOTH = Devices.NVME + "," + Devices.NIC;

  private final Checks checks;
  private final ErrnoRound round;

  MainPart(Checks checks) {
    this.checks = checks;
    this.round = new ErrnoRound(checks);
  }

  void run() throws Exception {
    levelA();
    unbound();
    Devices.bindToVfio(Devices.NVME);
    Devices.bindToVfio(Devices.NIC);
    bound();
    busy();
    round.run();
    groups();
    switchPort();
    command();
  }

  private static List<String> values(ProbeReport report, PciAddress about, String name) {
    return report.learned().stream()
        .filter(fact -> fact.about().equals(about.toString()) && fact.name().equals(name))
        .map(Learned::value)
        .toList();
  }

  private static List<String> failures(ProbeReport report) {
    return report.steps().stream()
        .filter(step -> !step.isOk())
        .map(step -> step.call() + " = " + step.explanation().orElseThrow())
        .toList();
  }

  private void fails(String what, ProbeReport report, String... words) {
    checks.that(
        what,
        !report.complete()
            && failures(report).stream()
                .anyMatch(line -> Stream.of(words).allMatch(line::contains)),
        () -> failures(report) + " " + report.sentences());
  }

  // --- level A
  // -------------------------------------------------------------------------------------

  private void levelA() throws Exception {
    long begin = System.nanoTime();
    Reading reading = SameMachine.live();
    checks.note(
        "level A of %d functions, interpreted on an emulated processor: %d ms"
            .formatted(
                reading.platform().topology().size(), (System.nanoTime() - begin) / 1_000_000));
    checks.equal(
        "level A finds what is in sysfs",
        Devices.all(),
        reading.platform().topology().functions().stream().map(it -> it.address()).toList());
    SameMachine.Outcome outcome = SameMachine.compare();
    checks.that(
        "level A equals lspci -vvvxxxx and lspci -t: %d functions, %d facts"
            .formatted(outcome.functions(), outcome.compared()),
        outcome.differences().isEmpty(),
        () -> outcome.differences().stream().limit(20).toList());
    List<Comparison> groups = new Comparisons(reading.platform()).groups();
    checks.that(
        "the kernel made the %d IOMMU groups that we predict".formatted(groups.size()),
        !groups.isEmpty() && groups.stream().allMatch(one -> one.agreement() == Agreement.AGREE),
        () -> groups.stream().filter(one -> one.agreement() != Agreement.AGREE).toList());
  }

  // --- one group after the other
  // -------------------------------------------------------------------

  private void unbound() {
    fails(
        "a device that is not bound to vfio-pci: ENOENT explained",
        GuestLane.probe(Level.C, Devices.TEACHING_DEVICE),
        "open /dev/vfio/",
        "ENOENT",
        "no device of the group is bound to vfio-pci");
  }

  private static List<String> openFiles() throws IOException {
    var open = new ArrayList<String>();
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      for (Path link : links.toList()) {
        if (Files.isSymbolicLink(link) && Files.exists(link)) {
          open.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    return open.stream().filter(file -> file.contains("vfio") || file.contains("iommu")).toList();
  }

  private void bound() throws IOException {
    ErrnoRound.Told own = round.ask(Devices.NVME);
    ProbeReport report = GuestLane.probe(Level.H, Devices.NVME, Devices.NIC);
    checks.that("bound devices: every level is reached", report.complete(), report::sentences);
    checks.equal(
        "IOVA ranges as requests of our own tell them",
        List.of(own.iommu()),
        report.learned().stream()
            .filter(fact -> fact.name().equals("IOVA ranges"))
            .map(Learned::value)
            .toList());
    checks.that(
        "page sizes and DMA entries are told",
        report.learned().toString().contains("4 KiB")
            && report.learned().toString().contains("65535"),
        report::learned);
    for (int index = 0; index < 8; index++) {
      String name = index < 6 ? "BAR " + index : index == 6 ? "ROM" : "config";
      String seen = String.join("|", values(report, Devices.NVME, name));
      checks.that(
          "region %s: %s".formatted(name, own.regions().get(index)),
          seen.startsWith(own.regions().get(index)),
          () -> seen);
    }
    checks.equal(
        "configuration space as requests of our own tell it", own.config(), config(report));
    checks.equal("and as sysfs tells it", differing(own.sysfs(), own.config()), List.of());
    checks.that(
        "peer BARs of both devices were accepted by the IOMMU",
        values(report, Devices.NVME, "IOMMU mapping of BAR 2").toString().contains("accepted")
            && values(report, Devices.NIC, "IOMMU mapping of BAR 0")
                .toString()
                .contains("accepted"),
        () -> report.learned().stream().filter(it -> it.level() == Level.G).toList());
    checks.that(
        "what the kernel cannot do yet is explained",
        failures(report).stream()
            .allMatch(line -> line.contains("REGION_INFO") || line.contains("DEVICE_FEATURE")),
        () -> failures(report));
    checks.note("failures with both bound: " + failures(report));
    checks.equal("nothing stays open", List.of(), openFiles());
  }

  private static List<Byte> config(ProbeReport report) {
    return report.config().getOrDefault(Devices.NVME, List.of());
  }

  /// VFIO keeps a command register of its own for the user.
  private static List<String> differing(List<Byte> sysfs, List<Byte> vfio) {
    var offsets = new ArrayList<String>();
    for (int at = 0; at < sysfs.size(); at++) {
      if (at >= vfio.size() || (!sysfs.get(at).equals(vfio.get(at)) && (at < 4 || at > 7))) {
        offsets.add("%03x".formatted(at));
      }
    }
    return offsets;
  }

  private void busy() throws IOException {
    try (var held = new RandomAccessFile(Devices.groupNode(Devices.NVME), "rw")) {
      checks.that("somebody holds the group", held.getFD().valid(), () -> held);
      fails(
          "a group that is open elsewhere: EBUSY explained",
          GuestLane.probe(Level.H, Devices.NVME),
          "open /dev/vfio/",
          "EBUSY",
          "another program has it");
    }
    checks.that(
        "after that it is free again",
        GuestLane.probe(Level.C, Devices.NVME).complete(),
        () -> "not complete");
  }

  private void groups() throws IOException {
    Devices.bindToVfio(Devices.FIRST);
    ProbeReport owned = GuestLane.probe(Level.H, Devices.FIRST);
    checks.that(
        "a sibling on its own driver: not viable, predicted and seen",
        !owned.complete()
            && owned.comparisons().stream().allMatch(it -> it.agreement() == Agreement.AGREE)
            && owned.sentences().toString().contains("0000:08:00.1 on e1000e"),
        () -> owned.comparisons() + " " + owned.sentences());
    checks.that(
        "and goes into no container",
        owned.steps().stream().noneMatch(step -> step.call().contains("SET_CONTAINER")),
        owned::steps);
    round.notViable(Devices.FIRST);
    Devices.unbind(Devices.SECOND);
    ProbeReport alone = GuestLane.probe(Level.F, Devices.FIRST);
    checks.that(
        "a sibling without a driver: viable, every level is reached",
        alone.complete()
            && alone.comparisons().stream().allMatch(it -> it.agreement() == Agreement.AGREE),
        alone::sentences);
    fails(
        "the sibling itself: ENODEV explained",
        GuestLane.probe(Level.F, Devices.SECOND),
        "GET_DEVICE_FD",
        "ENODEV",
        "not bound to vfio-pci");
  }

  private void switchPort() throws IOException {
    Devices.bindToVfio(Devices.TEST_DEVICE);
    checks.equal(
        "the port of a switch without ACS is in the group of the device below",
        Devices.group(Devices.SWITCH_PORT),
        Devices.group(Devices.TEST_DEVICE));
    ProbeReport report = GuestLane.probe(Level.H, Devices.TEST_DEVICE);
    checks.that(
        "a group with a bridge on pcieport: every level is reached",
        report.complete(),
        report::sentences);
    checks.equal(
        "a conventional device has 256 bytes of configuration space",
        List.of("256 bytes"),
        values(report, Devices.TEST_DEVICE, "configuration space"));
  }

  // --- the whole command
  // ---------------------------------------------------------------------------

  private void command() throws Exception {
    Path file = Path.of("/tmp/guest.peerscope.json");
    Command run = probeAndSave(file);
    checks.equal("the whole command: exit code 0", 0, run.exitCode());
    checks.that(
        "it says what a mapping is not",
        run.out().contains("is not peer-to-peer") && run.out().contains("not comparable"),
        run::out);
    run.out()
        .lines()
        .filter(line -> line.contains("predicted and seen") || line.contains("disagree"))
        .forEach(checks::note);
    Reading again =
        PlatformReader.read(List.of(new Input(file.toString(), Files.readAllBytes(file))));
    checks.equal(
        "the document holds the machine",
        Devices.all(),
        again.platform().topology().functions().stream().map(it -> it.address()).toList());
    checks.that(
        "and what was learnt of it, with its request and its prediction",
        again.document().orElseThrow().observed().stream()
                .anyMatch(it -> it.what().equals("IOVA ranges"))
            && again.document().orElseThrow().observed().stream()
                .anyMatch(it -> it.prediction().isPresent()),
        () -> again.document().orElseThrow().observed());
    archive(again);
    Path unpacked = Files.createTempDirectory("archive");
    checks.equal(
        "lspci reads our archive as it reads the machine",
        SameMachine.asLspciReads(),
        SameMachine.asLspciReads(unpacked));
  }

  private static Command probeAndSave(Path file) {
    return Command.run(
        "probe",
        "--vfio",
        BOTH,
        "--level",
        "H",
        "--accept",
        GuestLane.ALL,
        "--save",
        file.toString());
  }

  /// @param document what the document of the same levels holds
  private void archive(Reading document) throws Exception {
    Path file = Path.of("/tmp/guest.tar.gz");
    Command run = probeAndSave(file);
    checks.equal("the whole command into an archive: exit code 0", 0, run.exitCode());
    Reading there = PlatformReader.read(List.of(Input.of(file.toString(), file)));
    checks.equal("the archive brings back what was learnt", names(document), names(there));
    // For whoever wants to open it on the machine outside.
    Files.copy(file, Path.of("/mnt/machine.tar.gz"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> names(Reading reading) {
    return reading.observed().stream().map(it -> it.about() + " " + it.what()).toList();
  }
}
