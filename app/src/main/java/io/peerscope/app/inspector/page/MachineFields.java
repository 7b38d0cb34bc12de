package io.peerscope.app.inspector.page;

import io.peerscope.engine.edit.PlatformFactEdit.SetCpu;
import io.peerscope.engine.edit.PlatformFactEdit.SetFirmware;
import io.peerscope.engine.edit.PlatformFactEdit.SetIommu;
import io.peerscope.engine.edit.PlatformFactEdit.SetKernel;
import io.peerscope.engine.edit.PlatformFactEdit.SetMemory;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/// What holds for the whole machine.
record MachineFields(Platform platform) {

  private static final String RANGE_HINT = NumberWords.RANGE_HINT + ", RAM or reserved";

  List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(new Section("MACHINE", facts()));
    platform
        .topology()
        .hostBridges()
        .forEach(bridge -> sections.add(new HostBridgeFields(platform, bridge.bus()).section()));
    sections.add(new Section("MEMORY", memory()));
    return sections;
  }

  private List<Field> facts() {
    return List.of(
        Field.of("processor", platform.cpu(), Cpu::toString)
            .settable(
                platform.cpu(),
                Cpu::toString,
                "GenuineIntel/6, AuthenticAMD/0x19, POWER9/0",
                text ->
                    Parsed.of(
                        Cpu.parse(text),
                        "a processor is written as vendor and family: GenuineIntel/6"),
                SetCpu::new),
        Field.of("kernel", platform.kernel(), KernelVersion::toString)
            .settable(
                platform.kernel(),
                KernelVersion::toString,
                "6.1",
                text ->
                    Parsed.of(KernelVersion.parse(text), "a kernel is written 6.1, or maintainer"),
                SetKernel::new),
        Field.of("IOMMU", platform.iommu(), IommuMode::spelling)
            .choosable(
                platform.iommu(), IommuMode::spelling, List.of(IommuMode.values()), SetIommu::new),
        Field.of("platform", platform.firmware(), it -> it)
            .settable(
                platform.firmware(),
                it -> it,
                "PowerNV",
                text ->
                    text.isBlank()
                        ? new Parsed.Wrong<>("a platform has a name; ? says that it is unknown")
                        : new Parsed.Value<>(text.strip()),
                SetFirmware::new));
  }

  private List<Field> memory() {
    List<MemoryRange> ranges = platform.memory();
    var fields = new ArrayList<Field>();
    if (ranges.isEmpty()) {
      fields.add(Field.of("ranges", Fact.unknown("the input has no memory map"), _ -> ""));
    }
    for (int index = 0; index < ranges.size(); index++) {
      int at = index;
      MemoryRange range = ranges.get(at);
      fields.add(
          Field.of(
                  wordOf(range.kind()), Fact.known(range.cpu(), range.origin()), NumberWords::spell)
              .takes(
                  new Input.Text(
                      NumberWords.spell(range.cpu()) + ", " + wordOf(range.kind()),
                      RANGE_HINT,
                      text ->
                          read(text)
                              .toProposal(other ->
                                  new SetMemory(HostBridgeFields.replaced(ranges, at, other)))))
              .and(
                  new FieldAction(
                      "remove",
                      "Take this range out of the memory map",
                      new SetMemory(HostBridgeFields.without(ranges, at)))));
    }
    fields.add(
        Field.invitation(
            "add range",
            RANGE_HINT,
            text ->
                read(text)
                    .toProposal(one ->
                        new SetMemory(HostBridgeFields.replaced(ranges, ranges.size(), one)))));
    return fields;
  }

  private static String wordOf(MemoryRange.Kind kind) {
    return kind == MemoryRange.Kind.RAM ? "RAM" : "reserved";
  }

  private static Parsed<MemoryRange> read(String text) {
    boolean reserved = text.toLowerCase(java.util.Locale.ROOT).contains("reserved");
    String range = text.replaceAll("(?i),?\\s*\\b(reserved|ram)\\b\\s*$", "");
    MemoryRange.Kind kind = reserved ? MemoryRange.Kind.RESERVED : MemoryRange.Kind.RAM;
    return NumberWords.range(range)
        .then(cpu -> new Parsed.Value<>(new MemoryRange(cpu, kind, new EditedByHand())));
  }
}
