package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A platform with the questions that several checks ask of it.
final class Machine {

  private static final int SUBTRACTIVE = 1;
  private static final AddressRange NEVER_WRITTEN = new AddressRange(0, 0xfffff);

  private final Platform platform;
  private final BarAddresses addresses;

  Machine(Platform platform) {
    this.platform = platform;
    this.addresses = new BarAddresses(platform);
  }

  Platform platform() {
    return platform;
  }

  Topology topology() {
    return platform.topology();
  }

  /// All functions with a secondary bus.
  Stream<PciFunction> bridges() {
    return topology().functions().stream().filter(function -> buses(function).isPresent());
  }

  static Optional<BridgeBuses> buses(PciFunction function) {
    return function
        .buses()
        .ifKnown()
        .flatMap(known -> known)
        .filter(buses -> buses.secondary() != 0);
  }

  /// The functions right below a bridge, without virtual ones.
  List<PciFunction> below(PciFunction bridge) {
    return topology().childrenOf(bridge.address()).stream()
        .filter(address -> topology().physicalFunctionOf(address).isEmpty())
        .map(topology()::at)
        .toList();
  }

  Optional<PciFunction> bridgeAbove(PciAddress address) {
    return topology().parentOf(address) instanceof Parent.Below below
        ? topology().find(below.bridge())
        : Optional.empty();
  }

  Optional<PciBus> rootBus(PciAddress address) {
    return topology().hostBridgeAbove(address).map(HostBridge::bus);
  }

  /// The addresses that a BAR decodes, where it does and they are told.
  Optional<AddressRange> range(PciFunction function, Bar bar) {
    return bar.hasMemoryAddress() && bar.size().ifKnown().filter(size -> size != 0).isPresent()
        ? addresses.busRange(function, bar).ifKnown()
        : Optional.empty();
  }

  /// An open window of a bridge, where it is told. Registers that nobody wrote read as the first
  /// mebibyte, which no machine gives to a window.
  static Optional<AddressRange> window(PciFunction bridge, WindowKind kind) {
    return bridge.windows().stream()
        .filter(window -> window.kind() == kind)
        .map(BridgeWindow::range)
        .findFirst()
        .flatMap(range -> range.ifKnown())
        .flatMap(open -> open)
        .filter(open -> !open.equals(NEVER_WRITTEN));
  }

  /// Whether both memory windows of a bridge are told, open or closed.
  static boolean tellsWindows(PciFunction bridge) {
    return tells(bridge, WindowKind.MEMORY) && tells(bridge, WindowKind.PREFETCHABLE);
  }

  private static boolean tells(PciFunction bridge, WindowKind kind) {
    return bridge.windows().stream()
        .anyMatch(window -> window.kind() == kind && window.range().ifKnown().isPresent());
  }

  /// Whether a bridge passes what nobody else claims (programming interface 01, or CardBus, whose
  /// windows are others).
  static boolean passesTheRest(PciFunction bridge) {
    return bridge.kind() == FunctionKind.CARDBUS_BRIDGE
        || bridge
            .classCode()
            .ifKnown()
            .filter(code -> code.progIf().isPresent() && code.progIf().getAsInt() == SUBTRACTIVE)
            .isPresent();
  }
}
