package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import java.util.Map;

/// What an input tells of the hierarchy beside bus numbers and SR-IOV registers, as sysfs does with
/// its paths and links. It is believed before anything is concluded.
///
/// @param parents what is right above a function; following it from there on always ends at a root
///   bus
/// @param physicalFunctions for a virtual function the physical one
/// @param openers by root bus the function that opened its domain (sysfs: the `domain` link of a
///   VMD function leads to the root bus)
public record ToldPlaces(
    Map<PciAddress, Parent> parents,
    Map<PciAddress, PciAddress> physicalFunctions,
    Map<PciBus, Fact<PciAddress>> openers) {

  public ToldPlaces {
    parents = Map.copyOf(parents);
    physicalFunctions = Map.copyOf(physicalFunctions);
    openers = Map.copyOf(openers);
  }

  /// Nothing is told.
  public static ToldPlaces none() {
    return new ToldPlaces(Map.of(), Map.of(), Map.of());
  }
}
