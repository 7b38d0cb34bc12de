package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts bus numbers for the paths of `lspci -P`, which tell none below the root bus.
///
///     00:01.1            on bus 00
///     00:01.1/00.0       on the next bus, 01
///     00:01.1/00.0/03.0  on the next, 02
///
/// lspci lists functions in the order of their buses, so that the counted numbers are in the order
/// of the real ones and never above them.
final class PathBuses {

  private final Map<String, Integer> buses = new HashMap<>();
  private final Map<Integer, Integer> last = new HashMap<>();
  private final Set<PciAddress> told = new HashSet<>();
  private final Set<PciAddress> tops = new HashSet<>();
  private boolean repeats;

  /// Where a path leads.
  ///
  /// @param bridge the function right above
  record Place(PciAddress address, PciAddress bridge) {}

  /// Takes notice of a function whose bus is told.
  void see(PciAddress address) {
    repeats |= !told.add(address);
    raise(address);
  }

  private void raise(PciAddress address) {
    last.merge(address.domain(), address.bus(), Math::max);
  }

  /// The buses that are told beside paths. They are root buses, unless functions are listed twice,
  /// for then another listing tells real numbers, or not listed at all that paths start with.
  Set<PciBus> rootBuses() {
    return buses.isEmpty() || repeats || !told.containsAll(tops)
        ? Set.of()
        : told.stream().map(PciAddress::onBus).collect(Collectors.toSet());
  }

  /// Empty where the path holds no numbers of devices, or no number is left.
  Optional<Place> placeOf(String path) {
    int slash = path.indexOf('/');
    Optional<PciAddress> at = PciAddress.parse(path.substring(0, slash));
    at.ifPresent(tops::add);
    Optional<PciAddress> bridge = Optional.empty();
    while (at.isPresent() && slash >= 0) {
      int next = path.indexOf('/', slash + 1);
      bridge = at;
      at = below(at.get(), path, slash, next < 0 ? path.length() : next);
      slash = next;
    }
    Optional<PciAddress> above = bridge;
    return at.flatMap(address -> above.map(port -> new Place(address, port)));
  }

  private Optional<PciAddress> below(PciAddress bridge, String path, int slash, int end) {
    raise(bridge);
    int bus = busBelow(bridge.domain(), path.substring(0, slash));
    String number = path.substring(slash + 1, end);
    return bus > 0xff
        ? Optional.empty()
        : PciAddress.parse("%08x:%02x:%s".formatted(bridge.domain(), bus, number));
  }

  private int busBelow(int domain, String bridge) {
    return buses.computeIfAbsent(
        bridge,
        _ -> {
          int next = last.getOrDefault(domain, 0) + 1;
          last.put(domain, next);
          return next;
        });
  }
}
