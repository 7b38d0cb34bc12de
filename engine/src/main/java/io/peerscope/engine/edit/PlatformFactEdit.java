package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import java.util.ArrayList;
import java.util.List;

/// A change of what holds for the whole machine or a host bridge.
public sealed interface PlatformFactEdit extends PlatformEdit {

  /// The edit in words.
  String verb();

  /// The machine as it is to be.
  Platform change(Platform before);

  @Override
  default EditResult applyTo(Platform platform) {
    try {
      return EditResult.Applied.of(change(platform), verb());
    } catch (Refusal refusal) {
      return refusal.asResult();
    }
  }

  record SetCpu(Fact<Cpu> cpu) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "set processor";
    }

    @Override
    public Platform change(Platform before) {
      return before.withCpu(cpu);
    }
  }

  record SetKernel(Fact<KernelVersion> kernel) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "set kernel";
    }

    @Override
    public Platform change(Platform before) {
      return before.withKernel(kernel);
    }
  }

  record SetIommu(Fact<IommuMode> iommu) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "set IOMMU";
    }

    @Override
    public Platform change(Platform before) {
      return before.withIommu(iommu);
    }
  }

  /// Names the platform, which may have DMA rules of its own.
  record SetFirmware(Fact<String> firmware) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "set platform";
    }

    @Override
    public Platform change(Platform before) {
      return before.withFirmware(firmware);
    }
  }

  /// Sets all windows of one host bridge. BARs stay where they are.
  ///
  /// @param rootBus the host bridge
  /// @param windows its windows; CPU and bus side of one length
  record SetHostBridgeWindows(PciBus rootBus, List<HostBridgeWindow> windows)
      implements PlatformFactEdit {
    public SetHostBridgeWindows {
      windows = List.copyOf(windows);
    }

    @Override
    public String verb() {
      return "set windows of host bridge " + rootBus;
    }

    @Override
    public Platform change(Platform before) {
      for (HostBridgeWindow window : windows) {
        if (!window.hostBridge().equals(rootBus)) {
          throw new Refusal(
              "a window of %s is not one of %s".formatted(window.hostBridge(), rootBus));
        }
        if (window.cpu().size() != window.bus().size()) {
          throw new Refusal("%s and %s differ in length".formatted(window.cpu(), window.bus()));
        }
      }
      List<HostBridgeWindow> all = new ArrayList<>(before.windows());
      all.removeIf(window -> window.hostBridge().equals(rootBus));
      all.addAll(windows);
      return before.withWindows(all);
    }
  }

  /// Sets what devices below a host bridge reach; an empty list: every address.
  record SetInbound(PciBus rootBus, List<InboundRange> ranges) implements PlatformFactEdit {
    public SetInbound {
      ranges = List.copyOf(ranges);
    }

    @Override
    public String verb() {
      return "set what devices below %s reach".formatted(rootBus);
    }

    @Override
    public Platform change(Platform before) {
      List<InboundRange> all = new ArrayList<>(before.inbound());
      all.removeIf(range -> range.hostBridge().equals(rootBus));
      all.addAll(ranges);
      return before.withInbound(all);
    }
  }

  /// Sets the machine's memory map.
  record SetMemory(List<MemoryRange> memory) implements PlatformFactEdit {
    public SetMemory {
      memory = List.copyOf(memory);
    }

    @Override
    public String verb() {
      return "set memory";
    }

    @Override
    public Platform change(Platform before) {
      return before.withMemory(memory);
    }
  }

  /// Keeps DMAs under a name; what had that name is replaced in its place.
  record SaveScenario(Scenario scenario) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "save scenario '%s'".formatted(scenario.name());
    }

    @Override
    public Platform change(Platform before) {
      List<Scenario> all = new ArrayList<>(before.scenarios());
      for (int at = 0; at < all.size(); at++) {
        if (all.get(at).name().equals(scenario.name())) {
          all.set(at, scenario);
          return before.withScenarios(all);
        }
      }
      all.add(scenario);
      return before.withScenarios(all);
    }
  }

  /// Forgets the DMAs of a name.
  record RemoveScenario(String name) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "forget scenario '%s'".formatted(name);
    }

    @Override
    public Platform change(Platform before) {
      List<Scenario> left =
          before.scenarios().stream().filter(it -> !it.name().equals(name)).toList();
      if (left.size() == before.scenarios().size()) {
        throw new Refusal("there is no scenario '%s'".formatted(name));
      }
      return before.withScenarios(left);
    }
  }

  /// Calls a scenario something else.
  record RenameScenario(String name, String newName) implements PlatformFactEdit {
    @Override
    public String verb() {
      return "rename scenario '%s' to '%s'".formatted(name, newName);
    }

    @Override
    public Platform change(Platform before) {
      if (newName.isBlank()) {
        throw new Refusal("a scenario needs a name");
      }
      if (before.scenarios().stream().anyMatch(it -> it.name().equals(newName))) {
        throw new Refusal("there is a scenario '%s' already".formatted(newName));
      }
      return before.withScenarios(
          before.scenarios().stream()
              .map(it -> it.name().equals(name) ? it.named(newName) : it)
              .toList());
    }
  }
}
