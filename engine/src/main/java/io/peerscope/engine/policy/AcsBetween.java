package io.peerscope.engine.policy;

import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import java.util.List;

/// What a kernel makes of the ACS controls between two functions below a common bridge.
interface AcsBetween {

  /// The functions on the way, from a provider and a client up to the bridge that they share.
  ///
  /// @param provider the provider itself and what is above it, below the common bridge
  /// @param client the same of the client; either is empty where the function is the bridge itself
  record Way(List<PciFunction> provider, PciFunction common, List<PciFunction> client) {

    public Way {
      provider = List.copyOf(provider);
      client = List.copyOf(client);
    }

    /// Steps from one to the other.
    int steps() {
      return provider.size() + client.size();
    }
  }

  /// What each function that is asked says of the direct way; all of them must let it be.
  List<PeerRedirect> ask(Way way);

  /// What is said of functions that do not let it be: `redirects peer traffic upstream`.
  ///
  /// @param many whether it is said of several
  String words(boolean many);

  /// The reading of a kernel.
  static AcsBetween of(PolicyRules.Acs rule) {
    return switch (rule) {
      case ANY_REDIRECT_BIT -> new AnyRedirectBit();
      case EGRESS_VECTOR -> new EgressVectorWhereWaysPart();
      case TLP_CLASSES -> new TlpClasses();
    };
  }
}
