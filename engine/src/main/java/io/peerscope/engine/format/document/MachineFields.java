package io.peerscope.engine.format.document;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.JsonValue.Members;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what is told of the machine as a whole.
///
/// @param openers by root bus the function that opened its domain
record MachineFields(
    Fact<Cpu> cpu,
    Fact<KernelVersion> kernel,
    Fact<IommuMode> iommu,
    Fact<String> firmware,
    List<HostBridgeWindow> windows,
    List<InboundRange> inbound,
    List<MemoryRange> memory,
    List<RemappedNvme> remapped,
    Map<PciBus, Fact<PciAddress>> openers) {

  static MachineFields read(FieldReader from) {
    var machine =
        new MachineFields(
            cpu(from),
            from.fact("kernel", MachineFields::kernel),
            from.fact("iommu", MachineWriter.MODES::read),
            from.fact("firmware", Values::string),
            all(from, "windows", MachineFields::placeOf, MachineFields::window),
            all(from, "inbound", MachineFields::placeOf, MachineFields::inbound),
            all(from, "memory", object -> text(object, "cpu"), MachineFields::memory),
            all(from, "remapped", object -> text(object, "ahci"), MachineFields::remapped),
            openers(from));
    from.finish();
    return machine;
  }

  Platform platform(Topology topology) {
    return new Platform(topology, cpu, kernel, iommu, firmware, windows, inbound, memory, remapped);
  }

  private static Fact<Cpu> cpu(FieldReader from) {
    Fact<Optional<Cpu>> told =
        from.objectFact(
            "cpu",
            fields -> {
              Optional<Cpu> cpu =
                  fields.made(part ->
                      new Cpu(
                          need(part, "vendor", Values::string),
                          need(part, "family", Values::word)));
              fields.finish();
              return cpu;
            });
    return told instanceof Fact.Known<Optional<Cpu>>(var cpu, var origin) && cpu.isPresent()
        ? Fact.known(cpu.get(), origin)
        : Fact.unknown(
            told instanceof Fact.Unknown<Optional<Cpu>>(var why) ? why : FieldReader.NOT_TOLD);
  }

  private static KernelVersion kernel(JsonValue value) {
    return KernelVersion.parse(Values.string(value))
        .orElseThrow(() -> new IllegalArgumentException("it is not a kernel version"));
  }

  private static String text(Members object, String field) {
    return object.fields().get(field) instanceof JsonValue.Text(var text) ? text : "?";
  }

  private static String placeOf(Members object) {
    return text(object, "rootBus") + " " + text(object, "cpu");
  }

  /// The entries of a list that are whole.
  private static <T> List<T> all(
      FieldReader from,
      String list,
      Function<Members, String> key,
      Function<FieldReader, T> maker) {
    List<T> found = new ArrayList<>();
    for (FieldReader each : from.objects(list, key)) {
      each.made(maker).ifPresent(found::add);
      each.finish();
    }
    return found;
  }

  private static <T> T need(FieldReader from, String name, Function<JsonValue, T> decoder) {
    return from.value(name, decoder)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
  }

  private static HostBridgeWindow window(FieldReader from) {
    return new HostBridgeWindow(
        need(from, "rootBus", Values::bus), cpuRange(from), busRange(from), from.origin());
  }

  private static InboundRange inbound(FieldReader from) {
    return new InboundRange(
        need(from, "rootBus", Values::bus), cpuRange(from), busRange(from), from.origin());
  }

  private static AddressRange cpuRange(FieldReader from) {
    return need(from, "cpu", Values::range);
  }

  private static AddressRange busRange(FieldReader from) {
    return need(from, "bus", Values::range);
  }

  private static MemoryRange memory(FieldReader from) {
    return new MemoryRange(
        cpuRange(from), need(from, "kind", MachineWriter.MEMORY::read), from.origin());
  }

  private static RemappedNvme remapped(FieldReader from) {
    return new RemappedNvme(
        need(from, "ahci", Values::address), need(from, "count", Values::integer), from.origin());
  }

  private static Map<PciBus, Fact<PciAddress>> openers(FieldReader from) {
    Map<PciBus, Fact<PciAddress>> openers = new HashMap<>();
    for (FieldReader each : from.objects("openers", object -> text(object, "rootBus"))) {
      each.required("rootBus", Values::bus)
          .ifPresent(bus -> openers.putIfAbsent(bus, each.fact("opener", Values::address)));
      each.finish();
    }
    return openers;
  }
}
