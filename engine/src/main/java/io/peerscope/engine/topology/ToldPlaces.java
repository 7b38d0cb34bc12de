package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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

  /// What leads to another domain than that of its function: no bridge does, for bus numbers end
  /// with their domain.
  Set<PciAddress> outsideOfTheirDomain() {
    Set<PciAddress> outside = new HashSet<>();
    parents.forEach((address, parent) -> {
      if (parent.domain().orElse(address.domain()) != address.domain()) {
        outside.add(address);
      }
    });
    physicalFunctions.forEach((address, physical) -> {
      if (physical.domain() != address.domain()) {
        outside.add(address);
      }
    });
    return outside;
  }

  /// The same without what is told of the places of some functions.
  ToldPlaces withoutPlacesOf(Set<PciAddress> functions) {
    if (functions.isEmpty()) {
      return this;
    }
    Map<PciAddress, Parent> parentsLeft = new HashMap<>(parents);
    parentsLeft.keySet().removeAll(functions);
    Map<PciAddress, PciAddress> physicalLeft = new HashMap<>(physicalFunctions);
    physicalLeft.keySet().removeAll(functions);
    return new ToldPlaces(parentsLeft, physicalLeft, openers);
  }

  /// What is still told when some functions are gone, or have other addresses.
  ToldPlaces without(Collection<PciAddress> leaving) {
    if (leaving.isEmpty()
        || (parents.isEmpty() && physicalFunctions.isEmpty() && openers.isEmpty())) {
      return this;
    }
    Set<PciAddress> gone = new HashSet<>(leaving);
    Map<PciAddress, Parent> parentsLeft = new HashMap<>(parents);
    parentsLeft.keySet().removeAll(gone);
    parentsLeft
        .values()
        .removeIf(parent -> parent instanceof Parent.Below below && gone.contains(below.bridge()));
    Map<PciAddress, PciAddress> physicalLeft = new HashMap<>(physicalFunctions);
    physicalLeft.keySet().removeAll(gone);
    physicalLeft.values().removeAll(gone);
    Map<PciBus, Fact<PciAddress>> openersLeft = new HashMap<>(openers);
    openersLeft.values().removeIf(opener -> opener.ifKnown().filter(gone::contains).isPresent());
    return new ToldPlaces(parentsLeft, physicalLeft, openersLeft);
  }

  /// The same, and who opened the domain of a root bus.
  ToldPlaces with(PciBus rootBus, Fact<PciAddress> opener) {
    Map<PciBus, Fact<PciAddress>> more = new HashMap<>(openers);
    more.put(rootBus, opener);
    return new ToldPlaces(parents, physicalFunctions, more);
  }

  /// What is told of one domain.
  ToldPlaces of(int domain) {
    Map<PciAddress, Parent> parentsThere = new HashMap<>(parents);
    parentsThere.keySet().removeIf(address -> address.domain() != domain);
    Map<PciAddress, PciAddress> physicalThere = new HashMap<>(physicalFunctions);
    physicalThere.keySet().removeIf(address -> address.domain() != domain);
    return new ToldPlaces(parentsThere, physicalThere, Map.of());
  }
}
