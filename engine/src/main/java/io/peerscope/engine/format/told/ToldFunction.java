package io.peerscope.engine.format.told;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.SystemFacts;
import java.util.List;
import java.util.Optional;

/// What one place of one input tells of a function; empty is what it does not tell.
///
/// @param address where the function sits
/// @param position the place
/// @param trust how far it is believed
/// @param id vendor and device
/// @param classCode what it is for, in figures
/// @param className what it is for, in words, or empty
/// @param name vendor and device in words, or empty
/// @param buses bus numbers of a bridge; told to be none for what is no bridge
/// @param parent what is above
/// @param physicalFunction for a virtual function the physical one
/// @param bars BARs with CPU addresses
/// @param windows what a bridge forwards, in CPU addresses
/// @param config registers
/// @param system what no register tells
public record ToldFunction(
    PciAddress address,
    SourcePosition position,
    Trust trust,
    Optional<VendorDevice> id,
    Optional<ClassCode> classCode,
    String className,
    String name,
    Optional<Optional<BridgeBuses>> buses,
    Optional<Parent> parent,
    Optional<PciAddress> physicalFunction,
    List<Bar> bars,
    List<BridgeWindow> windows,
    ConfigSpace config,
    SystemFacts system) {

  public ToldFunction {
    bars = List.copyOf(bars);
    windows = List.copyOf(windows);
  }
}
