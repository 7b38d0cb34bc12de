package io.peerscope.engine.format.guest;

import io.peerscope.engine.fact.SourcePosition;
import java.util.OptionalInt;

/// A device of a virtual machine, as it is asked for.
///
/// @param model name of the model, `nvme`
/// @param id name by which others call the bus below
/// @param bus name of the bus it is on
/// @param devfn device and function number; empty where the virtual machine chooses
/// @param rootBus number of the bus that an expander opens
record GuestDevice(
    String model,
    String id,
    String bus,
    OptionalInt devfn,
    OptionalInt rootBus,
    SourcePosition position) {

  /// The same at a place.
  GuestDevice at(int newDevfn) {
    return new GuestDevice(model, id, bus, OptionalInt.of(newDevfn), rootBus, position);
  }
}
