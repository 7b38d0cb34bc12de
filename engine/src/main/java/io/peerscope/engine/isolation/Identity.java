package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.PortType;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// What the kernel takes a function for where its own registers do not say.
final class Identity {

  private static final int HEADER_TYPE = 0x0e;
  private static final int MULTI_FUNCTION = 0x80;

  private final Topology topology;

  Identity(Topology topology) {
    this.topology = topology;
  }

  /// Vendor and device id; a virtual function has its physical function's vendor and the device id
  /// of the SR-IOV capability (`pci_iov_add_virtfn`), its own registers read ffff.
  Fact<VendorDevice> idOf(PciFunction function) {
    Optional<PciFunction> physical =
        topology.physicalFunctionOf(function.address()).flatMap(topology::find);
    return physical.isPresent() ? virtualId(physical.get()) : function.id();
  }

  private static Fact<VendorDevice> virtualId(PciFunction physical) {
    Optional<Integer> device =
        physical
            .capabilities()
            .singleRootIov()
            .ifKnown()
            .flatMap(sriov -> sriov)
            .map(SingleRootIov::vfDevice)
            .flatMap(Fact::ifKnown);
    return device.isPresent()
        ? physical.id().map(id -> new VendorDevice(id.vendor(), device.get()))
        : Fact.unknown("the VF device id of %s is not told".formatted(physical.address()));
  }

  /// What the function is by its Device/Port Type: a host bridge and a function of untold type are
  /// looked up in the PCI Express capability.
  static Fact<FunctionKind> kindOf(PciFunction function) {
    return switch (function.kind()) {
      case HOST_BRIDGE, FUNCTION, BRIDGE -> kindByCapability(function);
      case ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          PCIE_TO_PCI_BRIDGE,
          PCI_TO_PCIE_BRIDGE,
          PCI_BRIDGE,
          CARDBUS_BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_DEVICE,
          VIRTUAL_FUNCTION ->
          Fact.known(function.kind(), function.position());
    };
  }

  private static Fact<FunctionKind> kindByCapability(PciFunction function) {
    return switch (function.capabilities().pciExpress()) {
      case Unknown<Optional<PciExpress>>(var why) -> Fact.unknown(why);
      case Known<Optional<PciExpress>>(var express, var origin) ->
          express.isEmpty()
              ? Fact.known(conventional(function), origin)
              : express
                  .get()
                  .type()
                  .map((PortType type) -> Fact.known(FunctionKind.of(type), origin))
                  .orElseGet(() -> Fact.unknown("its Device/Port Type is a reserved code"));
    };
  }

  private static FunctionKind conventional(PciFunction function) {
    return function.kind().isBridge() ? FunctionKind.PCI_BRIDGE : FunctionKind.PCI_DEVICE;
  }

  /// Whether the kernel treats it as part of a multi-function device: header type bit 7, or a
  /// function number above 0 (`pci_scan_slot`); never a virtual function.
  Fact<Boolean> isMultiFunction(PciFunction function) {
    PciAddress address = function.address();
    if (topology.physicalFunctionOf(address).isPresent()) {
      return Fact.known(false, new Inferred("a virtual function is no part of a device"));
    }
    if (address.function() > 0) {
      return Fact.known(true, new Inferred("its function number is above 0"));
    }
    if (function.config().has(HEADER_TYPE, 1)) {
      return Fact.known(
          (function.config().u8(HEADER_TYPE) & MULTI_FUNCTION) != 0, function.position());
    }
    return hasSiblings(address)
        ? Fact.known(true, new Inferred("the kernel found more functions in its slot"))
        : Fact.unknown("the multi-function bit of its header type is not told");
  }

  private boolean hasSiblings(PciAddress address) {
    for (int number = 1; number < 8; number++) {
      var sibling = new PciAddress(address.domain(), address.bus(), address.device(), number);
      if (topology.find(sibling).isPresent() && topology.physicalFunctionOf(sibling).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
