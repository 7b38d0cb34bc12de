package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where soft-IOMMU translators hang (Dan Williams' proposal of April 2017: on the switch).
public sealed interface TranslatorPlacement {

  /// A named family of places.
  enum Named implements TranslatorPlacement {
    /// Mainline Linux: none.
    NONE("none"),
    /// On every switch, that is on its upstream port.
    SWITCHES("switches"),
    ROOT_PORTS("root-ports"),
    HOST_BRIDGES("host-bridges"),
    /// Switches, root ports and host bridges.
    ALL("all");

    private final String spelling;

    Named(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  /// On exactly these: any bridge, be it a port, a conventional bridge or the root port of a VMD,
  /// and the host bridges of these root buses.
  record At(Set<PciAddress> bridges, Set<PciBus> hostBridges) implements TranslatorPlacement {
    public At {
      bridges = Set.copyOf(bridges);
      hostBridges = Set.copyOf(hostBridges);
    }

    public At(Set<PciAddress> bridges) {
      this(bridges, Set.of());
    }
  }

  /// Whether a translator hangs on a function.
  default boolean isOn(PciFunction function) {
    return switch (this) {
      case At(Set<PciAddress> bridges, _) -> bridges.contains(function.address());
      case Named named ->
          switch (named) {
            case NONE, HOST_BRIDGES -> false;
            case SWITCHES -> function.kind() == FunctionKind.UPSTREAM_PORT;
            case ROOT_PORTS -> function.kind() == FunctionKind.ROOT_PORT;
            case ALL ->
                function.kind() == FunctionKind.UPSTREAM_PORT
                    || function.kind() == FunctionKind.ROOT_PORT;
          };
    };
  }

  /// Whether a translator hangs on the host bridge of a root bus.
  default boolean isOn(PciBus rootBus) {
    return switch (this) {
      case At(_, Set<PciBus> hostBridges) -> hostBridges.contains(rootBus);
      case Named named -> named == Named.HOST_BRIDGES || named == Named.ALL;
    };
  }

  /// The places of a machine one by one.
  default At in(Topology topology) {
    return new At(
        topology.functions().stream()
            .filter(this::isOn)
            .map(PciFunction::address)
            .collect(Collectors.toSet()),
        topology.hostBridges().stream()
            .map(HostBridge::bus)
            .filter(this::isOn)
            .collect(Collectors.toSet()));
  }

  /// Reads `none`, `switches`, … or a list with commas between: bridges, or root buses such as
  /// `0000:00`.
  static Optional<TranslatorPlacement> parse(String text) {
    for (Named named : Named.values()) {
      if (named.spelling().equals(text)) {
        return Optional.of(named);
      }
    }
    var bridges = new LinkedHashSet<PciAddress>();
    var hostBridges = new LinkedHashSet<PciBus>();
    for (String part : text.split(",", -1)) {
      Optional<PciAddress> bridge = PciAddress.parse(part.strip());
      Optional<PciAddress> onBus = PciAddress.parse(part.strip() + ":00.0");
      if (bridge.isEmpty() && onBus.isEmpty()) {
        return Optional.empty();
      }
      bridge.ifPresent(bridges::add);
      onBus.map(PciAddress::onBus).ifPresent(hostBridges::add);
    }
    return Optional.of(new At(bridges, hostBridges));
  }
}
