package io.peerscope.engine.format;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.Resource;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The BARs of a function out of its registers, which hold bus addresses, and sysfs, which holds
/// CPU addresses: `bus_offset` is read, not assumed.
///
/// @param function what sysfs says
/// @param count how many BAR registers the header layout has
record SysfsBars(SysfsFunction function, int count) {

  private static final String REGISTER_EMPTY = "the BAR register holds no address";

  /// @param registers the BARs as the registers tell them
  List<Bar> over(List<Bar> registers) {
    SortedMap<Integer, Bar> bars = new TreeMap<>();
    registers.forEach(bar -> bars.put(bar.index(), bar));
    for (int index = 0; index < count; index++) {
      Optional<Resource> resource = function.resource(index);
      Optional<Bar> register = Optional.ofNullable(bars.get(index));
      if (resource.isPresent() && register.isPresent()) {
        bars.put(index, both(register.get(), resource.get()));
      } else if (resource.filter(Resource::isPresent).isPresent()) {
        bars.put(index, resourceAlone(index, resource.get()));
      }
    }
    return List.copyOf(bars.values());
  }

  private Bar both(Bar register, Resource resource) {
    return new Bar(
        register.index(),
        register.kind(),
        register.prefetchable(),
        register.bus(),
        cpuAddress(register.index(), resource),
        size(register.index(), resource),
        state(register, resource));
  }

  private static BarState state(Bar register, Resource resource) {
    boolean inRegister = register.bus() instanceof Known;
    if (resource.range().isEmpty()) {
      return inRegister ? BarState.IGNORED : BarState.UNASSIGNED;
    }
    if (!inRegister) {
      return BarState.VIRTUAL;
    }
    return resource.isDisabled() ? BarState.DISABLED : register.state();
  }

  private Bar resourceAlone(int index, Resource resource) {
    boolean assigned = resource.range().isPresent();
    boolean registersRead = !function.config().isEmpty();
    return new Bar(
        index,
        resource.kind(),
        resource.isPrefetchable(),
        Fact.<BusAddress>unknown(registersRead ? REGISTER_EMPTY : function.whyNoConfig()),
        cpuAddress(index, resource),
        size(index, resource),
        !assigned
            ? BarState.UNASSIGNED
            : registersRead
                ? BarState.VIRTUAL
                : resource.isDisabled() ? BarState.DISABLED : BarState.ASSIGNED);
  }

  private Fact<HostPhysicalAddress> cpuAddress(int index, Resource resource) {
    SourcePosition position = function.resourceLine(index);
    return resource
        .range()
        .<Fact<HostPhysicalAddress>>map(
            range -> Fact.known(new HostPhysicalAddress(range.first()), position))
        .orElseGet(() -> Fact.unknown("the kernel gave it no address (" + position + ")"));
  }

  private Fact<Long> size(int index, Resource resource) {
    return resource
        .size()
        .<Fact<Long>>map(size -> Fact.known(size, function.resourceLine(index)))
        .orElseGet(() -> Fact.unknown("sysfs tells no size"));
  }
}
