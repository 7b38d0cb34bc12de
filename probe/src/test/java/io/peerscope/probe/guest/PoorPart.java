package io.peerscope.probe.guest;

import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.ProbeReport;
import io.peerscope.probe.report.Step;
import java.util.List;

/// What the probe says where something it needs is missing: a sentence, and an exit code.
final class PoorPart {

  private final Checks checks;

  PoorPart(Checks checks) {
    this.checks = checks;
  }

  private static List<String> failures(ProbeReport report) {
    return report.steps().stream().filter(step -> !step.isOk()).map(PoorPart::spell).toList();
  }

  private static String spell(Step step) {
    return step.level() + " " + step.call() + " = " + step.explanation().orElseThrow();
  }

  private void fails(String what, ProbeReport report, String call, String... words) {
    List<String> failures = failures(report);
    checks.that(
        what,
        !report.complete()
            && failures.stream()
                .anyMatch(line ->
                    line.contains(call) && List.of(words).stream().allMatch(line::contains)),
        () -> failures + " " + report.sentences());
  }

  private void says(String what, Command run, int exitCode, String... words) {
    checks.that(
        what,
        run.exitCode() == exitCode
            && List.of(words).stream().allMatch((run.out() + run.err())::contains),
        () -> run);
  }

  /// An ordinary user: one group belongs to somebody else, the other to him, and he may lock no
  /// memory.
  void user() {
    Command levelA = Command.run("probe");
    says("a user reads level A", levelA, 0, "needs CAP_SYS_ADMIN");
    fails(
        "a group of somebody else: EACCES explained",
        GuestLane.probe(Level.C, Devices.NVME),
        "open /dev/vfio/",
        "EACCES",
        "belongs to another user");
    Command run =
        Command.run(
            "probe", "--vfio", Devices.NIC.toString(), "--level", "G", "--accept", GuestLane.ALL);
    says(
        "a user with the group's node reads all registers by VFIO",
        run,
        0,
        "configuration space: 4096 bytes",
        "ACS control");
    says("no locked memory: ENOMEM explained", run, 0, "ENOMEM", "limit on locked memory");
    checks.note("user: " + run.out().lines().filter(line -> line.contains("ENOMEM")).toList());
  }

  void withoutVfio() {
    ProbeReport report = GuestLane.probe(Level.C, Devices.NVME);
    fails("no module vfio: explained", report, "open /dev/vfio/vfio", "module vfio");
    Command run = Command.run("probe", "--vfio", Devices.NVME.toString());
    says("no module vfio: exit code 2 and a sentence", run, 2, "VFIO tells nothing here");
  }

  void withoutBackEnd() {
    fails(
        "no vfio_iommu_type1: ENODEV explained",
        GuestLane.probe(Level.F, Devices.NVME),
        "VFIO_SET_IOMMU",
        "ENODEV",
        "vfio_iommu_type1");
  }

  void withoutRemapping() {
    ProbeReport report = GuestLane.probe(Level.H, Devices.NVME);
    fails(
        "no interrupt remapping: EPERM explained",
        report,
        "VFIO_SET_IOMMU",
        "EPERM",
        "cannot remap interrupts");
    checks.that(
        "after that nothing is asked of the device",
        report.steps().stream().noneMatch(step -> step.call().contains("DEVICE_FD")),
        report::steps);
  }

  void withoutIommu() {
    ProbeReport report = GuestLane.probe(Level.F, Devices.NVME);
    checks.that(
        "no IOMMU: said in a sentence, and no group opened",
        !report.complete()
            && report.sentences().toString().contains("no IOMMU is on")
            && report.steps().stream()
                .noneMatch(step -> step.call().matches("open /dev/vfio/[0-9]+.*")),
        report::sentences);
    Command run =
        Command.run(
            "probe", "--vfio", Devices.NVME.toString(), "--level", "E", "--accept", GuestLane.ALL);
    says("no IOMMU: exit code 2", run, 2, "no IOMMU is on");
  }
}
