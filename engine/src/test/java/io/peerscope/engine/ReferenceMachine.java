package io.peerscope.engine;

import static io.peerscope.engine.PlatformBuilder.aPlatform;

import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.topology.FunctionKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// A machine with one of everything, whose functions have short names.
///
///     0000:00  H 00.0   R 05.0   R2 06.0
///       RP1 01.0 ── USP 01:00.0 ─┬─ DP0 02:00.0 ── A 03:00.0 (Av1, Av2)
///                   DMA 01:00.1  ├─ DP1 02:01.0 ── B 04:00.0
///                                ├─ DP2 02:02.0 ── C0, C1 05:00.0-1
///                                └─ DP3 02:03.0 ── USPx 06:00.0 ─┬─ DPx0 07:00.0 ── E 08:00.0
///                                                                └─ DPx1 07:01.0 ── F 09:00.0
///       RP2 02.0 ── D 10:00.0    RP3 03.0 ── M0, M1 11:00.0-1    RP4 04.0 ── BR 12:00.0 ── P1, P2
///     0000:40  H1 00.0   RP5 03.0 ── G 41:00.0
///     10000:e0 V1rp 06.0 ── V1   V2rp 07.0 ── V2
public final class ReferenceMachine {

  private static final Map<String, String> ADDRESSES =
      Map.ofEntries(
          Map.entry("H", "00:00.0"),
          Map.entry("X", "00:00.1"),
          Map.entry("RP1", "00:01.0"),
          Map.entry("RP2", "00:02.0"),
          Map.entry("RP3", "00:03.0"),
          Map.entry("RP4", "00:04.0"),
          Map.entry("R", "00:05.0"),
          Map.entry("R2", "00:06.0"),
          Map.entry("USP", "01:00.0"),
          Map.entry("DMA", "01:00.1"),
          Map.entry("DP0", "02:00.0"),
          Map.entry("DP1", "02:01.0"),
          Map.entry("DP2", "02:02.0"),
          Map.entry("DP3", "02:03.0"),
          Map.entry("A", "03:00.0"),
          Map.entry("Av1", "03:00.1"),
          Map.entry("Av2", "03:00.2"),
          Map.entry("B", "04:00.0"),
          Map.entry("C0", "05:00.0"),
          Map.entry("C1", "05:00.1"),
          Map.entry("USPx", "06:00.0"),
          Map.entry("DPx0", "07:00.0"),
          Map.entry("DPx1", "07:01.0"),
          Map.entry("E", "08:00.0"),
          Map.entry("F", "09:00.0"),
          Map.entry("D", "10:00.0"),
          Map.entry("M0", "11:00.0"),
          Map.entry("M1", "11:00.1"),
          Map.entry("BR", "12:00.0"),
          Map.entry("P1", "13:00.0"),
          Map.entry("P2", "13:01.0"),
          Map.entry("H1", "40:00.0"),
          Map.entry("RP5", "40:03.0"),
          Map.entry("G", "41:00.0"),
          Map.entry("V1rp", "10000:e0:06.0"),
          Map.entry("V2rp", "10000:e0:07.0"),
          Map.entry("V1", "10000:e1:00.0"),
          Map.entry("V2", "10000:e2:00.0"));

  private ReferenceMachine() {}

  /// The address behind a short name.
  public static String name(String shortName) {
    return Optional.ofNullable(ADDRESSES.get(shortName)).orElse(shortName);
  }

  public static PlatformBuilder machine() {
    return aPlatform()
        .hostBridge(name("H"))
        .rootPort(name("RP1"), 0x01)
        .upstreamPort(name("USP"), 0x02)
        .endpoint(name("DMA"))
        .downstreamPort(name("DP0"), 0x03)
        .downstreamPort(name("DP1"), 0x04)
        .downstreamPort(name("DP2"), 0x05)
        .downstreamPort(name("DP3"), 0x06)
        .endpoint(name("A"))
        .virtualFunctions(name("A"), 2)
        .endpoint(name("B"))
        .endpoint(name("C0"))
        .endpoint(name("C1"))
        .upstreamPort(name("USPx"), 0x07)
        .downstreamPort(name("DPx0"), 0x08)
        .downstreamPort(name("DPx1"), 0x09)
        .endpoint(name("E"))
        .endpoint(name("F"))
        .rootPort(name("RP2"), 0x10)
        .endpoint(name("D"))
        .rootPort(name("RP3"), 0x11)
        .endpoint(name("M0"))
        .endpoint(name("M1"))
        .rootPort(name("RP4"), 0x12)
        .bridge(name("BR"), FunctionKind.PCIE_TO_PCI_BRIDGE, 0x13)
        .function(name("P1"), FunctionKind.PCI_DEVICE)
        .function(name("P2"), FunctionKind.PCI_DEVICE)
        .integratedEndpoint(name("R"))
        .integratedEndpoint(name("R2"))
        .hostBridge(name("H1"))
        .rootPort(name("RP5"), 0x41)
        .endpoint(name("G"))
        .rootPort(name("V1rp"), 0xe1)
        .rootPort(name("V2rp"), 0xe2)
        .endpoint(name("V1"))
        .endpoint(name("V2"));
  }

  /// The machine changed by settings such as `acs DP0=04; id H=8086:2f00; cpu AuthenticAMD/0x17; no
  /// H`.
  public static PlatformBuilder machine(String settings) {
    PlatformBuilder builder = machine();
    for (String setting : settings.split(";", -1)) {
      if (!setting.isBlank()) {
        apply(builder, setting.strip().split("[ =]", -1));
      }
    }
    return builder;
  }

  private static void apply(PlatformBuilder builder, String[] words) {
    switch (words[0]) {
      case "acs" -> builder.acs(name(words[1]), Integer.parseInt(words[2], 16));
      case "id" -> builder.id(name(words[1]), words[2]);
      case "numa" -> builder.numaNode(name(words[1]), Integer.parseInt(words[2]));
      case "class" -> builder.classCode(name(words[1]), Integer.parseInt(words[2], 16));
      case "unkind" -> builder.kind(name(words[1]), FunctionKind.BRIDGE);
      case "cpu" -> builder.cpu(words[1]);
      case "no" -> builder.without(name(words[1]));
      case "rciep" -> builder.integratedEndpoint(name(words[1]));
      case "cap" -> builder.acsSupported(name(words[1]), Integer.parseInt(words[2], 16));
      case "?header" -> builder.headerUntold(name(words[1]));
      case "?acs" -> builder.acsUntold(name(words[1]));
      case "acsknown" -> builder.acsKnown(name(words[1]), Integer.parseInt(words[2], 16));
      case "port" -> builder.portNumber(name(words[1]), Integer.parseInt(words[2], 16));
      case "vector" ->
          builder.egressVector(
              name(words[1]),
              Arrays.stream(words).skip(2).mapToInt(it -> Integer.parseInt(it, 16)).toArray());
      case "ari" -> builder.ari(name(words[1]), Integer.parseInt(words[2], 16));
      case "atomics" ->
          builder.atomics(
              name(words[1]), String.join(" ", Arrays.asList(words).subList(2, words.length)));
      case "vf" -> builder.virtualFunctionAt(name(words[1]), words[2]);
      case "?windows" -> builder.windowsUntold(name(words[1]));
      case "?size" -> builder.barSizeUntold(name(words[1]));
      case "?id" -> builder.idUntold(name(words[1]));
      case "?cpu" -> builder.cpuUntold();
      case "?kernel" -> builder.kernelUntold();
      case "kernel" -> builder.kernel(words[1]);
      case "firmware" -> builder.firmware(words[1]);
      case "iommu" -> builder.iommu(IommuMode.ofSpelling(words[1]).orElseThrow());
      case "?iommu" -> builder.iommuUntold();
      case "mask" -> builder.dmaMask(name(words[1]), Long.parseUnsignedLong(words[2], 16));
      case "bar" -> builder.bar(name(words[1]), Long.parseLong(words[2], 16));
      case "cpubar" -> builder.cpuBar(name(words[1]), Long.parseLong(words[2], 16));
      case "iobar" -> builder.barKind(name(words[1]), BarKind.IO);
      case "barstate" -> builder.barState(name(words[1]), BarState.valueOf(words[2]));
      case "?caps" -> builder.capabilitiesUntold(name(words[1]));
      case "inbound" ->
          builder.inbound(
              words[1],
              Long.parseLong(words[2], 16),
              Long.parseLong(words[3], 16),
              Long.parseLong(words[4], 16));
      case "ram" ->
          builder.memory(
              MemoryRange.Kind.RAM, Long.parseLong(words[1], 16), Long.parseLong(words[2], 16));
      case "reserved" ->
          builder.memory(
              MemoryRange.Kind.RESERVED,
              Long.parseLong(words[1], 16),
              Long.parseLong(words[2], 16));
      case "portbar" -> builder.portBar(name(words[1]), Long.parseLong(words[2], 16));
      case "bar2" -> builder.secondBar(name(words[1]), Long.parseLong(words[2], 16));
      case "window" ->
          builder.window(
              words[1],
              Long.parseLong(words[2], 16),
              Long.parseLong(words[3], 16),
              Long.parseLong(words[4], 16));
      default -> throw new IllegalArgumentException("setting " + words[0]);
    }
  }
}
