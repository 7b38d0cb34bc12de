package io.peerscope.probe.guest;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The machine one is at, read by us and printed by `lspci`, side by side.
final class SameMachine {

  private final List<String> differences = new ArrayList<>();
  private int compared;

  private SameMachine() {}

  /// What both told, and where they differ.
  ///
  /// @param functions how many functions there are
  /// @param compared how many single facts both told
  record Outcome(int functions, int compared, List<String> differences) {}

  /// Reads, runs `lspci -Dnnvvvxxxx` and `lspci -Dt`, and reads again: a register that changed
  /// meanwhile may have either value.
  static Outcome compare() throws IOException, InterruptedException {
    Topology before = live().platform().topology();
    Topology dump = read("lspci", printed("lspci", "-Dnnvvvxxxx"));
    Topology tree = read("tree", printed("lspci", "-Dt"));
    Topology after = live().platform().topology();
    var same = new SameMachine();
    same.equal("functions", addresses(before), addresses(dump));
    same.equal("functions of the tree", addresses(before), addresses(tree));
    for (PciFunction ours : before.functions()) {
      dump.find(ours.address())
          .ifPresent(theirs -> same.compare(ours, theirs, after.at(ours.address()).config()));
      same.equal(
          ours.address() + " parent in lspci -t",
          before.parentOf(ours.address()),
          tree.find(ours.address()).map(it -> tree.parentOf(it.address())).orElse(null));
      same.equal(
          ours.address() + " parent in lspci -vvv",
          before.parentOf(ours.address()),
          dump.find(ours.address()).map(it -> dump.parentOf(it.address())).orElse(null));
    }
    return new Outcome(before.size(), same.compared, List.copyOf(same.differences));
  }

  static Reading live() throws IOException {
    return PlatformReader.read(List.of(ThisMachine.input()));
  }

  static byte[] printed(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    return output;
  }

  /// What `lspci` says of this machine; without the kernel's modules, which are elsewhere.
  static String asLspciReads() throws IOException, InterruptedException {
    return new String(printed("lspci", "-Dnnvvxxx"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("Kernel modules:"))
        .collect(Collectors.joining("\n"));
  }

  /// The same of an archive that we made of this machine, unpacked into a folder.
  static String asLspciReads(Path folder) throws IOException, InterruptedException {
    Path archive = folder.resolve("machine.tar.gz");
    Files.write(archive, ThisMachine.pack(Path.of("/"), Map.of()));
    printed("tar", "-xzf", archive.toString(), "-C", folder.toString());
    String bus = folder.resolve("sys/bus/pci").toString();
    byte[] text = printed("lspci", "-A", "linux-sysfs", "-O", "sysfs.path=" + bus, "-Dnnvvxxx");
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("Kernel modules:"))
        .collect(Collectors.joining("\n"));
  }

  private static Topology read(String name, byte[] content) {
    return PlatformReader.read(List.of(new Input(name, content))).platform().topology();
  }

  private static List<PciAddress> addresses(Topology topology) {
    return topology.functions().stream().map(PciFunction::address).toList();
  }

  private void equal(String what, Object ours, Object theirs) {
    compared++;
    if (!Objects.equals(ours, theirs)) {
      differences.add(what + ": " + ours + " here, " + theirs + " in lspci");
    }
  }

  /// Facts that only one of them tells are no difference.
  private void both(String what, Fact<?> ours, Fact<?> theirs) {
    if (ours.ifKnown().isPresent() && theirs.ifKnown().isPresent()) {
      equal(what, ours.ifKnown().get(), theirs.ifKnown().get());
    }
  }

  private void compare(PciFunction ours, PciFunction theirs, ConfigSpace after) {
    String name = ours.address() + " ";
    equal(name + "kind", ours.kind(), theirs.kind());
    both(name + "ids", ours.id(), theirs.id());
    both(
        name + "class",
        ours.classCode().map(ClassCode::baseAndSub),
        theirs.classCode().map(ClassCode::baseAndSub));
    both(name + "buses", ours.buses(), theirs.buses());
    both(name + "driver", ours.system().driver(), theirs.system().driver());
    both(name + "NUMA node", ours.system().numaNode(), theirs.system().numaNode());
    both(name + "IOMMU group", ours.system().iommuGroup(), theirs.system().iommuGroup());
    both(name + "slot", ours.system().slot(), theirs.system().slot());
    equal(name + "BARs", ours.bars().size(), theirs.bars().size());
    ours.bars()
        .forEach(bar ->
            theirs
                .bar(bar.index())
                .ifPresentOrElse(
                    other -> {
                      String which = name + "BAR " + bar.index();
                      equal(which + " kind", bar.kind(), other.kind());
                      both(which + " bus address", bar.bus(), other.bus());
                      both(which + " CPU address", bar.cpu(), other.cpu());
                      both(which + " size", bar.size(), other.size());
                    },
                    () -> differences.add(name + "BAR " + bar.index() + " is not in lspci")));
    config(name, ours.config(), theirs.config(), after);
    equal(
        name + "capabilities",
        ours.capabilities().all().size(),
        theirs.capabilities().all().size());
  }

  private void config(String name, ConfigSpace ours, ConfigSpace theirs, ConfigSpace after) {
    equal(name + "bytes of configuration space", ours.length(), theirs.length());
    for (int at = 0; at < Math.min(ours.length(), theirs.length()); at++) {
      compared++;
      boolean same = ours.u8(at) == theirs.u8(at) || after.u8(at) == theirs.u8(at);
      if (!same) {
        differences.add(
            "%sbyte %03x: %02x here, %02x in lspci"
                .formatted(name, at, ours.u8(at), theirs.u8(at)));
      }
    }
  }
}
