package io.peerscope.app.document;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Map;
import java.util.Optional;

/// What people call a function: `NIC`, `NVMe`, `downstream port`.
public final class FunctionWords {

  /// Base class and sub-class (PCI Code and ID Assignment) to the word of the trade.
  private static final Map<Integer, String> BY_CLASS =
      Map.ofEntries(
          Map.entry(0x0106, "SATA"),
          Map.entry(0x0107, "SAS"),
          Map.entry(0x0104, "RAID"),
          Map.entry(ClassCode.NVME, "NVMe"),
          Map.entry(0x0200, "NIC"),
          Map.entry(0x0207, "InfiniBand"),
          Map.entry(0x0280, "network"),
          Map.entry(0x0300, "GPU"),
          Map.entry(0x0302, "GPU"),
          Map.entry(0x0380, "display"),
          Map.entry(0x0403, "audio"),
          Map.entry(0x0502, "CXL memory"),
          Map.entry(0x0580, "memory"),
          Map.entry(0x0601, "ISA bridge"),
          Map.entry(0x0806, "IOMMU"),
          Map.entry(0x0c03, "USB"),
          Map.entry(0x0c05, "SMBus"),
          Map.entry(0x1200, "accelerator"));

  private FunctionWords() {}

  /// One or two words.
  public static String shortKind(PciFunction function) {
    String kind = function.kind().label();
    if (function.kind().isBridge() || function.kind() == FunctionKind.HOST_BRIDGE) {
      return kind;
    }
    String word = ofClass(function).orElse(kind);
    return function.kind() == FunctionKind.VIRTUAL_FUNCTION ? word + " VF" : word;
  }

  /// Whether a DMA can begin or end there: everything but bridges.
  public static boolean canTakePart(PciFunction function) {
    return !function.kind().isBridge()
        && function.kind() != FunctionKind.HOST_BRIDGE
        && function.kind() != FunctionKind.RC_EVENT_COLLECTOR;
  }

  private static Optional<String> ofClass(PciFunction function) {
    Optional<String> known =
        function.classCode().ifKnown().map(code -> BY_CLASS.get(code.baseAndSub()));
    return known.isPresent() || function.className().isEmpty()
        ? known
        : Optional.of(function.className());
  }
}
