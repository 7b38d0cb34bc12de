package io.peerscope.engine.routing;

import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Who takes a TLP: by address for requests, by bus number for completions.
interface Claims {

  /// Why the function takes the TLP when it comes along on its own bus from elsewhere; empty when
  /// it does not.
  Optional<Claim> claimOf(PciFunction function);

  /// Whether the function is the one the TLP is meant for.
  boolean isDestination(PciFunction function);
}
