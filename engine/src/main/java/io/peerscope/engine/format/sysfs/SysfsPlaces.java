package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.ToldPlaces;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the paths of functions tell of the hierarchy.
public final class SysfsPlaces {

  private final Map<PciAddress, SysfsFunction> functions = new HashMap<>();

  private SysfsPlaces(Collection<SysfsFunction> functions) {
    functions.forEach(function -> this.functions.put(function.address(), function));
  }

  public static ToldPlaces of(Collection<SysfsFunction> functions) {
    return new SysfsPlaces(functions).places();
  }

  private ToldPlaces places() {
    Map<PciAddress, Parent> parents = new HashMap<>();
    Map<PciAddress, PciAddress> physicalFunctions = new HashMap<>();
    Map<PciBus, Fact<PciAddress>> openers = new HashMap<>();
    functions.forEach((address, function) -> {
      parentOf(function).ifPresent(parent -> parents.put(address, parent));
      function
          .physicalFunction()
          .filter(physical -> !physical.equals(address))
          .ifPresent(physical -> physicalFunctions.put(address, physical));
      function
          .place()
          .ifPresent(place ->
              place
                  .opener()
                  .ifPresent(opener ->
                      openers.putIfAbsent(
                          place.rootBus(), Fact.known(opener, function.position()))));
    });
    return new ToldPlaces(parents, physicalFunctions, openers);
  }

  /// The bridge right above is where the folder says it is; so the folders of a chain get shorter
  /// and shorter, and no crafted tree can loop.
  private Optional<Parent> parentOf(SysfsFunction function) {
    if (function.place().isEmpty()) {
      return Optional.empty();
    }
    FunctionPath place = function.place().get();
    if (place.bridge().isEmpty()) {
      return Optional.of(new Parent.RootBus(place.rootBus()));
    }
    return isThere(function.folder(), place.bridge().get())
        ? Optional.of(new Parent.Below(place.bridge().get()))
        : Optional.empty();
  }

  /// Whether all the functions above a folder are known by these very folders.
  private boolean isThere(String folder, PciAddress bridge) {
    SysfsFunction above = functions.get(bridge);
    return above != null
        && folder.length() > above.folder().length()
        && folder.startsWith(above.folder())
        && folder.lastIndexOf('/') == above.folder().length()
        && above
            .place()
            .filter(
                place -> place.bridge().isEmpty() || isThere(above.folder(), place.bridge().get()))
            .isPresent();
  }
}
