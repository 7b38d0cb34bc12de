package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.probe.kernel.Level;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The files of level A before they are read: those that there are.
///
/// @param host the machine
/// @param packed whether sysfs is to be packed, for which more is read
record SysfsPlan(Host host, boolean packed) {

  private static final String DEVICES = "/sys/bus/pci/devices";
  private static final List<String> PROC =
      List.of(
          "/proc/version",
          "/proc/sys/kernel/osrelease",
          "/proc/cpuinfo",
          "/proc/cmdline",
          "/proc/iomem",
          "/proc/1/cgroup");

  List<String> lines(List<PciAddress> targets, Level most) {
    var lines = new ArrayList<String>();
    names(DEVICES).forEach(function -> attributes(DEVICES + "/" + function, lines));
    for (String group : names("/sys/kernel/iommu_groups")) {
      add("/sys/kernel/iommu_groups/" + group + "/type", lines);
      if (packed) {
        add("/sys/kernel/iommu_groups/" + group + "/reserved_regions", lines);
      }
    }
    for (String slot : names("/sys/bus/pci/slots")) {
      add("/sys/bus/pci/slots/" + slot + "/address", lines);
    }
    PROC.forEach(file -> add(file, lines));
    if (most.includes(Level.F) && !targets.isEmpty()) {
      add("/proc/self/status", lines);
      add("/proc/self/limits", lines);
    }
    return lines;
  }

  private void attributes(String folder, List<String> lines) {
    for (String name : ThisMachine.attributes()) {
      add(folder + "/" + name, lines);
    }
    if (packed) {
      ThisMachine.furtherAttributes().forEach(name -> add(folder + "/" + name, lines));
    }
  }

  private void add(String file, List<String> lines) {
    if (Files.exists(at(file))) {
      lines.add("A  read " + file);
    }
  }

  private Path at(String path) {
    return host.root().resolve(path.substring(1));
  }

  private List<String> names(String folder) {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(folder))) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }
}
