package io.peerscope.probe.guest;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.ffm.LinuxKernel;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.level.VfioFiles;
import io.peerscope.probe.level.VfioProbe;
import io.peerscope.probe.report.ProbeReport;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/// The parts of the guest lane; each start of Java does one.
public final class GuestLane {

  static final String ALL = "exclusive-open,dma-blocked,device-reset,iommu-mapping";

  private final Checks checks = new Checks(System.out);

  private GuestLane() {}

  public static void main(String... arguments) throws Exception {
    var lane = new GuestLane();
    switch (arguments[0]) {
      case "main" -> new MainPart(lane.checks).run();
      case "trace" -> goThroughTheLevels();
      case "user" -> new PoorPart(lane.checks).user();
      case "no-vfio" -> new PoorPart(lane.checks).withoutVfio();
      case "no-back-end" -> new PoorPart(lane.checks).withoutBackEnd();
      case "no-remapping" -> new PoorPart(lane.checks).withoutRemapping();
      case "no-iommu" -> new PoorPart(lane.checks).withoutIommu();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(lane.checks.haveFailed() ? 1 : 0);
  }

  static ProbeReport probe(Level level, PciAddress... devices) {
    return new VfioProbe(LinuxKernel::new, VfioFiles.ofThisMachine()).run(List.of(devices), level);
  }

  /// Each level once, with a mark that a trace of system calls shows; the first and the last by the
  /// whole command.
  private static void goThroughTheLevels() throws IOException {
    for (Level level : Level.values()) {
      mark(level);
      if (level == Level.A) {
        Command.run("probe");
      } else if (level == Level.H) {
        String both = Devices.NVME + "," + Devices.NIC;
        Command.run("probe", "--vfio", both, "--level", "H", "--accept", ALL);
      } else {
        probe(level, Devices.NVME, Devices.NIC);
      }
    }
  }

  private static void mark(Level level) throws IOException {
    try (var never = new FileInputStream("/peerscope-lane/level-" + level)) {
      throw new IllegalStateException("there is " + never);
    } catch (FileNotFoundException _) {
      // It is not there; that somebody asked for it is in the trace.
    }
  }
}
