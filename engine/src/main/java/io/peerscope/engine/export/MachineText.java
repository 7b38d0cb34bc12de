package io.peerscope.engine.export;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;

/// What is known of the machine as a whole, as lines of `/proc/cpuinfo` and of the kernel's log,
/// which lspci passes over.
record MachineText(Platform platform) {

  void write(Writer out) throws IOException {
    if (platform.cpu() instanceof Known<Cpu>(var cpu, _)) {
      writeProcessor(cpu, out);
    }
    if (platform.firmware() instanceof Known<String>(var name, _)) {
      FunctionText.line(out, "platform\t: " + name);
    }
    if (platform.kernel() instanceof Known<KernelVersion>(var version, _)) {
      FunctionText.line(out, "Linux version " + version);
    }
    if (platform.iommu() instanceof Known<IommuMode>(var mode, _)) {
      writeIommu(mode, out);
    }
    for (HostBridgeWindow window : platform.windows()) {
      FunctionText.line(
          out,
          "pci_bus %s: root bus resource [mem %s window] (bus address [%s])"
              .formatted(
                  window.hostBridge(),
                  window.cpu(),
                  Hex.of(window.bus().first()) + "-" + Hex.of(window.bus().last())));
    }
  }

  private static void writeProcessor(Cpu cpu, Writer out) throws IOException {
    if (cpu.isX86()) {
      FunctionText.line(out, "vendor_id\t: " + cpu.vendor());
      FunctionText.line(out, "cpu family\t: " + cpu.family());
    } else {
      FunctionText.line(out, "cpu\t\t: " + cpu.vendor());
    }
  }

  /// Translation counts where something shows an IOMMU at work, as groups do.
  private void writeIommu(IommuMode mode, Writer out) throws IOException {
    Collection<PciFunction> functions = platform.topology().functions();
    boolean hasGroups =
        functions.stream().anyMatch(function -> function.system().iommuGroup() instanceof Known);
    switch (mode) {
      case PASSTHROUGH -> FunctionText.line(out, "iommu: Default domain type: Passthrough");
      case TRANSLATED -> {
        if (hasGroups) {
          FunctionText.line(out, "iommu: Default domain type: Translated");
        }
      }
      case OFF, SWIOTLB_FORCE -> {}
    }
  }
}
