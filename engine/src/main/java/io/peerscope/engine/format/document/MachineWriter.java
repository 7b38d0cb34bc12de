package io.peerscope.engine.format.document;

import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes what is told of the machine as a whole.
final class MachineWriter {

  static final Words<IommuMode> MODES = Words.spelled(IommuMode.values(), IommuMode::spelling);
  static final Words<MemoryRange.Kind> MEMORY = Words.of(MemoryRange.Kind.values());

  private final FieldWriter to;

  MachineWriter(UnknownFields unknown) {
    this.to = new FieldWriter(unknown, "machine", "");
  }

  Members write(Platform platform) {
    to.fact("cpu", platform.cpu(), cpu -> cpu(to.part("cpu/value"), cpu));
    to.fact("kernel", platform.kernel(), Values::text);
    to.fact("iommu", platform.iommu(), MODES::write);
    to.fact("firmware", platform.firmware(), Values::text);
    to.putList("windows", platform.windows().stream().<JsonValue>map(this::window).toList());
    to.putList("inbound", platform.inbound().stream().<JsonValue>map(this::inbound).toList());
    to.putList("memory", platform.memory().stream().<JsonValue>map(this::memory).toList());
    to.putList("remapped", platform.remapped().stream().<JsonValue>map(this::remapped).toList());
    return to.putList("openers", openers(platform.topology().told().openers())).done();
  }

  private static Members cpu(FieldWriter to, Cpu cpu) {
    return to.put("vendor", cpu.vendor()).put("family", Values.toWord(cpu.family())).done();
  }

  private Members window(HostBridgeWindow window) {
    return mapped("windows", window.hostBridge(), Values.text(window.cpu()))
        .put("bus", Values.text(window.bus()))
        .origin(window.origin())
        .done();
  }

  private Members inbound(InboundRange range) {
    return mapped("inbound", range.hostBridge(), Values.text(range.cpu()))
        .put("bus", Values.text(range.bus()))
        .origin(range.origin())
        .done();
  }

  private FieldWriter mapped(String list, PciBus rootBus, JsonValue.Text cpu) {
    return to.part(list + "/" + rootBus + " " + cpu.text())
        .put("rootBus", Values.text(rootBus))
        .put("cpu", cpu);
  }

  private Members memory(MemoryRange range) {
    return to.part("memory/" + range.cpu())
        .put("cpu", Values.text(range.cpu()))
        .put("kind", MEMORY.write(range.kind()))
        .origin(range.origin())
        .done();
  }

  private Members remapped(RemappedNvme nvme) {
    return to.part("remapped/" + nvme.ahci())
        .put("ahci", Values.text(nvme.ahci()))
        .put("count", Values.number(nvme.count()))
        .origin(nvme.origin())
        .done();
  }

  private List<JsonValue> openers(Map<PciBus, ? extends Fact<?>> openers) {
    List<JsonValue> list = new ArrayList<>();
    openers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            list.add(
                to.part("openers/" + entry.getKey())
                    .put("rootBus", Values.text(entry.getKey()))
                    .fact("opener", entry.getValue(), Values::text)
                    .done()));
    return list;
  }
}
