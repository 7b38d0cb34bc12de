package io.peerscope.engine.format;

import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.format.sysfs.SysfsMachine;
import io.peerscope.engine.format.sysfs.SysfsMachine.ProcFile;

/// Puts what a tree of sysfs says beside what other inputs say of the same machine.
///
/// @param listing what was read so far
record SysfsImport(Listing listing) {

  void take(SysfsMachine sysfs) {
    for (SysfsFunction function : sysfs.functions()) {
      listing.draft(function.address(), function.position()).add(function);
    }
    MachineLines machine = listing.machine();
    machine.iommu().read(sysfs.iommu());
    sysfs.windows().forEach(machine::addWindow);
    sysfs.inbound().forEach(machine::addInbound);
    machine.nameHostBridges(sysfs.hostBridgeNodes());
    sysfs.platforms().forEach((at, platform) -> machine.tellPlatform(platform, at));
    sysfs.texts().forEach(this::take);
  }

  private void take(ProcFile file) {
    for (int at = 0; at < file.lines().size(); at++) {
      take(file, file.lines().get(at), at + 1);
    }
  }

  private void take(ProcFile file, String line, int number) {
    MachineLines machine = listing.machine();
    switch (file.name()) {
      case "cmdline" -> machine.iommu().readCommandLine(line, file.at(number));
      case "iomem" -> {
        String text = line.stripLeading();
        machine.memoryMap().read(line.length() - text.length(), text, file.at(number));
      }
      case "sys/kernel/osrelease" -> machine.readRelease(line, file.at(number));
      default -> machine.read(line.strip(), file.at(number));
    }
  }
}
