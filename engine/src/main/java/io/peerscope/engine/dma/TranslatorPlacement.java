package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

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

  /// On exactly these bridges.
  record At(Set<PciAddress> bridges) implements TranslatorPlacement {
    public At {
      bridges = Set.copyOf(bridges);
    }
  }

  /// Reads `none`, `switches`, … or a list of bridges with commas between.
  static Optional<TranslatorPlacement> parse(String text) {
    for (Named named : Named.values()) {
      if (named.spelling().equals(text)) {
        return Optional.of(named);
      }
    }
    var bridges = new LinkedHashSet<PciAddress>();
    for (String part : text.split(",", -1)) {
      Optional<PciAddress> bridge = PciAddress.parse(part.strip());
      if (bridge.isEmpty()) {
        return Optional.empty();
      }
      bridges.add(bridge.get());
    }
    return Optional.of(new At(bridges));
  }
}
