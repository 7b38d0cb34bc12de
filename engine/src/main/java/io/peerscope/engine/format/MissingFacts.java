package io.peerscope.engine.format;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.InputAccount.Missing;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a machine's inputs leave open, and which command would tell it.
final class MissingFacts {

  private static final String REGISTERS = "sudo lspci -Dnnvvvxxxx";

  private final Platform platform;
  private final List<Missing> missing = new ArrayList<>();

  private MissingFacts(Platform platform) {
    this.platform = platform;
  }

  /// Most useful first.
  static List<Missing> of(Platform platform) {
    var facts = new MissingFacts(platform);
    facts.ofFunctions();
    if (platform.topology().size() > 0) {
      facts.ofMachine();
    }
    return List.copyOf(facts.missing);
  }

  private void ofFunctions() {
    if (platform.topology().size() == 0) {
      add("PCI functions and their addresses", "nothing can be placed", REGISTERS);
      return;
    }
    count(
        "ACS of %d bridges",
        function -> function.kind().isBridge() && isUnknown(function.capabilities().acs()),
        "pairs that a redirect could turn are undetermined",
        REGISTERS);
    count(
        "what is above %d functions",
        function -> platform.topology().parentOf(function.address()) instanceof Parent.Untold,
        "no path from them is known",
        "lspci -tv");
    count(
        "bus numbers of %d bridges",
        function -> function.kind().isBridge() && isUnknown(function.buses()),
        "what is below them stays open",
        "lspci -tv");
    count(
        "ids of %d functions",
        function -> isUnknown(function.id()),
        "rules for certain devices cannot be asked",
        "lspci -Dnn");
    count(
        "sizes of BARs of %d functions",
        function -> function.bars().stream().anyMatch(MissingFacts::lacksSize),
        "an address is taken for that of the nearest BAR below",
        "lspci -Dvv");
    count(
        "IOMMU groups of %d functions",
        function -> isUnknown(function.system().iommuGroup()),
        "groups can be predicted, but not compared",
        "find /sys/kernel/iommu_groups -type l");
    count(
        "DMA masks of %d functions",
        function -> isUnknown(function.system().dmaMask()),
        "what is mapped beyond 4 GiB may fail",
        "grep . /sys/bus/pci/devices/*/dma_mask_bits, or an archive of /sys");
  }

  private static boolean lacksSize(Bar bar) {
    return bar.hasMemoryAddress() && isUnknown(bar.size());
  }

  private void ofMachine() {
    if (isUnknown(platform.cpu())) {
      add(
          "the processor",
          "pairs across root ports are undetermined, unless their host bridge is listed",
          "cat /proc/cpuinfo");
    }
    if (isUnknown(platform.kernel())) {
      add("the Linux release", "the newest rules are applied", "uname -a");
    }
    if (isUnknown(platform.iommu())) {
      add(
          "how DMA is mapped",
          "addresses through the host bridge are undetermined",
          "cat /proc/cmdline; sudo dmesg | grep -i -e iommu -e dmar");
    }
    boolean x86 = platform.cpu().ifKnown().filter(cpu -> cpu.isX86()).isPresent();
    if (platform.windows().isEmpty() && !x86) {
      add(
          "windows of the host bridges",
          "CPU addresses cannot be turned into bus addresses",
          "sudo dmesg | grep 'root bus resource'");
    }
  }

  private void count(
      String what, Predicate<PciFunction> isMissing, String consequence, String command) {
    long count = platform.topology().functions().stream().filter(isMissing).count();
    if (count > 0) {
      String words = what.formatted(count);
      add(count == 1 ? singular(words) : words, consequence, command);
    }
  }

  private static String singular(String words) {
    return words.replace("bridges", "bridge").replace("functions", "function");
  }

  private void add(String what, String consequence, String command) {
    missing.add(new Missing(what, consequence, command));
  }

  private static boolean isUnknown(Fact<?> fact) {
    return fact instanceof Fact.Unknown;
  }
}
