package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.probe.kernel.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What would be needed for the next level, in sentences. Nothing is taken: no program is started
/// with other rights, and none is asked for.
///
/// @param host where nodes and rights are looked at; nothing is opened
/// @param platform what was read without VFIO
record Needs(Host host, Platform platform) {

  private static final String CONTAINER = "/dev/vfio/vfio";
  private static final String IOMMUFD = "/dev/iommu";

  /// @param targets the devices that the user named
  List<String> of(List<PciAddress> targets, Level level) {
    var needs = new ArrayList<>(new Surroundings(host.root()).sentences());
    registers(needs);
    container(targets.stream().anyMatch(target -> nodeOf(target).isPresent()), needs);
    targets.forEach(target -> device(target, needs));
    if (level.includes(Level.F) && !targets.isEmpty()) {
      lockedMemory(needs);
    }
    return List.copyOf(needs);
  }

  private Stream<PciFunction> functions() {
    return platform.topology().functions().stream();
  }

  private void registers(List<String> needs) {
    long asleep = functions().filter(function -> function.system().isAsleep()).count();
    long cutOff =
        functions()
            .map(PciFunction::config)
            .filter(config -> !config.isEmpty() && config.length() <= ConfigSpace.HEADER_SIZE)
            .count();
    if (cutOff > 0) {
      needs.add(
          "full configuration space, and so ACS and all other capabilities (functions that told 64"
              + " bytes: %d): needs".formatted(cutOff)
              + " CAP_SYS_ADMIN; let root run `peerscope probe --save FILE` and open FILE without"
              + " any privilege, or give `lspci -Dnnvvvxxxx` of root as input");
    }
    if (asleep > 0) {
      needs.add(
          "registers of functions that are asleep in D3cold (%d): needs their driver to wake them;"
                  .formatted(asleep)
              + " Peerscope never does");
    }
  }

  private Path at(String node) {
    return host.root().resolve(node.substring(1));
  }

  private boolean isOpenToUs(String node) {
    return Files.isReadable(at(node)) && Files.isWritable(at(node));
  }

  /// @param byNode whether the kernel offers a node for one of the devices itself
  private void container(boolean byNode, List<String> needs) {
    if (!Files.exists(at(CONTAINER))) {
      needs.add(
          byNode
              ? "level B: this kernel has no %s (it is built without groups); devices are asked by"
                      .formatted(CONTAINER)
                  + " their own nodes"
              : "level B: needs " + CONTAINER + ", that is the module vfio of the kernel");
    } else if (!isOpenToUs(CONTAINER)) {
      needs.add("level B: needs read and write on " + CONTAINER + " (0666 by default)");
    }
  }

  private Optional<String> nodeOf(PciAddress target) {
    return host.files().deviceNode(target).filter(node -> Files.exists(at(node)));
  }

  private void device(PciAddress target, List<String> needs) {
    PciFunction function = platform.topology().at(target);
    var group = function.system().iommuGroup().ifKnown();
    if (group.isEmpty()) {
      needs.add("level C of %s: needs an IOMMU that is on; it is in no group".formatted(target));
      return;
    }
    Optional<String> own = nodeOf(target);
    String node = "/dev/vfio/" + group.get();
    if (Files.exists(at(node))) {
      access("C", target, node, needs);
    } else if (own.isPresent()) {
      access("C", target, own.get(), needs);
      iommufd(target, needs);
    } else {
      needs.add(
          "level C of %s: needs a device of its group %d bound to vfio-pci (it is on %s);"
                  .formatted(
                      target, group.get(), function.system().driver().ifKnown().orElse("no driver"))
              + " Peerscope binds and unbinds nothing");
    }
    siblings(target, group.get(), needs);
  }

  private void access(String level, PciAddress target, String node, List<String> needs) {
    if (!isOpenToUs(node)) {
      needs.add(
          "level %s of %s: needs read and write on %s, which belongs to another user"
              .formatted(level, target, node));
    }
  }

  private void iommufd(PciAddress target, List<String> needs) {
    if (Files.exists(at(IOMMUFD))) {
      access("D", target, IOMMUFD, needs);
    } else {
      needs.add("level D of %s: needs %s, that is the module iommufd".formatted(target, IOMMUFD));
    }
  }

  /// The group is taken whole or not at all.
  private void siblings(PciAddress target, int group, List<String> needs) {
    List<String> owned =
        host.files().ownedInGroupOf(target).stream()
            .filter(member -> !member.equals(target))
            .map(member -> "%s (on %s)".formatted(member, driverOf(member)))
            .toList();
    if (!owned.isEmpty()) {
      needs.add(
          "level D of %s: needs all of its group %d off the kernel's drivers: %s"
              .formatted(target, group, String.join(", ", owned)));
    }
  }

  private String driverOf(PciAddress function) {
    return platform
        .topology()
        .find(function)
        .flatMap(it -> it.system().driver().ifKnown())
        .orElse("its driver");
  }

  private void lockedMemory(List<String> needs) {
    Rights rights = Rights.of(host.root());
    rights
        .lockedMemory()
        .filter(limit -> !rights.isRoot() && !limit.equals("unlimited"))
        .ifPresent(limit ->
            needs.add(
                "level G: locks one page of memory; this process may lock %s bytes"
                    .formatted(limit)));
  }
}
