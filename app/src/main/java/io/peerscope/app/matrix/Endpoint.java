package io.peerscope.app.matrix;

import io.peerscope.engine.address.PciAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A function that can be a row or a column.
///
/// @param place its place in the matrix
/// @param name its name for people
/// @param hostBridge what is at the top of its chain, e.g. `0000:00`
/// @param bridge the switch or root port it is below, e.g. `switch 02:00.0`
/// @param facets what the input tells of it; a facet it does not tell is missing
record Endpoint(
    PciAddress address,
    int place,
    String name,
    String hostBridge,
    String bridge,
    Map<Facet, String> facets) {

  Endpoint {
    facets = facets.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(facets));
  }

  Optional<String> facet(Facet facet) {
    return Optional.ofNullable(facets.get(facet));
  }

  /// `GPU`, `NIC`.
  String kind() {
    return facet(Facet.KIND).orElse("");
  }
}
