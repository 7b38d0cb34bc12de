package io.peerscope.engine.topology;

import io.peerscope.engine.config.PortType;

/// What a function is, after its PCI Express Device/Port Type, header type and class.
public enum FunctionKind {
  /// A function of class 0600: the face a host bridge shows in configuration space.
  HOST_BRIDGE("host-bridge", "host bridge"),
  ROOT_PORT("root-port", "root port"),
  UPSTREAM_PORT("upstream-port", "upstream port"),
  DOWNSTREAM_PORT("downstream-port", "downstream port"),
  PCIE_TO_PCI_BRIDGE("pcie-to-pci-bridge", "PCIe-to-PCI bridge"),
  PCI_TO_PCIE_BRIDGE("pci-to-pcie-bridge", "PCI-to-PCIe bridge"),
  /// A conventional PCI-to-PCI bridge.
  PCI_BRIDGE("pci-bridge", "PCI bridge"),
  CARDBUS_BRIDGE("cardbus-bridge", "CardBus bridge"),
  /// A bridge whose type the input does not tell.
  BRIDGE("bridge", "bridge"),
  ENDPOINT("endpoint", "endpoint"),
  LEGACY_ENDPOINT("legacy-endpoint", "legacy endpoint"),
  RC_INTEGRATED_ENDPOINT("rc-integrated-endpoint", "RC integrated endpoint"),
  RC_EVENT_COLLECTOR("rc-event-collector", "RC event collector"),
  /// A conventional PCI function.
  PCI_DEVICE("pci-device", "PCI device"),
  /// A function whose type the input does not tell.
  FUNCTION("function", "function"),
  VIRTUAL_FUNCTION("virtual-function", "virtual function");

  private final String spelling;
  private final String label;

  FunctionKind(String spelling, String label) {
    this.spelling = spelling;
    this.label = label;
  }

  /// The word of the command line and of JSON output.
  public String spelling() {
    return spelling;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  /// Whether other buses can hang below it.
  public boolean isBridge() {
    return switch (this) {
      case ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          PCIE_TO_PCI_BRIDGE,
          PCI_TO_PCIE_BRIDGE,
          PCI_BRIDGE,
          CARDBUS_BRIDGE,
          BRIDGE ->
          true;
      case HOST_BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }

  /// The kind that a Device/Port Type names.
  public static FunctionKind of(PortType type) {
    return switch (type) {
      case ENDPOINT -> ENDPOINT;
      case LEGACY_ENDPOINT -> LEGACY_ENDPOINT;
      case ROOT_PORT -> ROOT_PORT;
      case UPSTREAM_PORT -> UPSTREAM_PORT;
      case DOWNSTREAM_PORT -> DOWNSTREAM_PORT;
      case PCIE_TO_PCI_BRIDGE -> PCIE_TO_PCI_BRIDGE;
      case PCI_TO_PCIE_BRIDGE -> PCI_TO_PCIE_BRIDGE;
      case RC_INTEGRATED_ENDPOINT -> RC_INTEGRATED_ENDPOINT;
      case RC_EVENT_COLLECTOR -> RC_EVENT_COLLECTOR;
    };
  }
}
