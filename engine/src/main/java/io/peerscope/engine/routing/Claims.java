package io.peerscope.engine.routing;

import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Who takes a TLP: by address for requests, by bus number for completions.
interface Claims {

  /// Why the function takes the TLP when it comes along on its own bus from elsewhere; empty when
  /// it does not.
  Optional<Claim> claimOf(PciFunction function);

  /// How the way ends at the function that answers.
  RouteOutcome arrival(PciFunction function, Claim claim);
}
