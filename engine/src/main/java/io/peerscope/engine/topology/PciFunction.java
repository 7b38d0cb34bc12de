package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Optional;

/// One PCI function: its address, and all that the input tells of it.
///
/// @param address where it sits
/// @param kind what it is
/// @param id vendor and device id
/// @param classCode what it is for
/// @param className the class in words, as a text names it, or empty
/// @param name vendor and device in words, as a text names them, or empty
/// @param buses bus numbers, for a bridge
/// @param bars Base Address Registers in the order of their index
/// @param windows what a bridge forwards
/// @param capabilities both capability lists
/// @param config raw configuration space, as far as dumped
/// @param system what the operating system says of it
/// @param position where the input speaks of it first
public record PciFunction(
    PciAddress address,
    FunctionKind kind,
    Fact<VendorDevice> id,
    Fact<ClassCode> classCode,
    String className,
    String name,
    Fact<Optional<BridgeBuses>> buses,
    List<Bar> bars,
    List<BridgeWindow> windows,
    Capabilities capabilities,
    ConfigSpace config,
    SystemFacts system,
    SourcePosition position) {

  public PciFunction {
    bars = List.copyOf(bars);
    windows = List.copyOf(windows);
  }

  /// The bus right below, where this is a configured bridge.
  public Optional<Integer> secondaryBus() {
    return buses
        .ifKnown()
        .flatMap(known -> known)
        .map(BridgeBuses::secondary)
        .filter(bus -> bus != 0);
  }

  public Optional<Bar> bar(int index) {
    return bars.stream().filter(bar -> bar.index() == index).findFirst();
  }

  /// The first BAR with memory at an address, which is what "a DMA to this function" means when no
  /// BAR is named.
  public Optional<Bar> firstMemoryBar() {
    return bars.stream().filter(Bar::hasMemoryAddress).findFirst();
  }

  /// The best short name there is: the text's name, else the ids, else the kind.
  public String displayName() {
    if (!name.isEmpty()) {
      return name;
    }
    return id.ifKnown().map(VendorDevice::toString).orElse(kind.label());
  }

  /// A copy to change.
  public PciFunctionBuilder toBuilder() {
    return new PciFunctionBuilder(this);
  }

  /// A copy that is of another kind.
  public PciFunction withKind(FunctionKind newKind) {
    return toBuilder().kind(newKind).build();
  }

  /// A copy with other BARs.
  public PciFunction withBars(List<Bar> newBars) {
    return toBuilder().bars(newBars).build();
  }

  /// A copy whose registers say something else: what they would hold on another boot.
  public PciFunction withRegisters(Capabilities newCapabilities, ConfigSpace newConfig) {
    return toBuilder().capabilities(newCapabilities).config(newConfig).build();
  }
}
