package io.peerscope.engine.config;

import java.util.Arrays;
import java.util.Optional;

/// PCI Express Device/Port Type (PCIe Capabilities Register bits 7:4; `PCI_EXP_TYPE_*`).
public enum PortType {
  ENDPOINT(0x0, "Endpoint"),
  LEGACY_ENDPOINT(0x1, "Legacy Endpoint"),
  ROOT_PORT(0x4, "Root Port"),
  UPSTREAM_PORT(0x5, "Upstream Port"),
  DOWNSTREAM_PORT(0x6, "Downstream Port"),
  PCIE_TO_PCI_BRIDGE(0x7, "PCI-Express to PCI/PCI-X Bridge"),
  PCI_TO_PCIE_BRIDGE(0x8, "PCI/PCI-X to PCI-Express Bridge"),
  RC_INTEGRATED_ENDPOINT(0x9, "Root Complex Integrated Endpoint"),
  RC_EVENT_COLLECTOR(0xa, "Root Complex Event Collector");

  private final int code;
  private final String label;

  PortType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public static Optional<PortType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /// The type whose lspci label the text starts with.
  public static Optional<PortType> ofLabel(String text) {
    return Arrays.stream(values()).filter(type -> text.startsWith(type.label)).findFirst();
  }

  /// The words lspci prints.
  public String label() {
    return label;
  }
}
