package io.peerscope.engine.edit;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.topology.PciFunction;

/// The ACS capability of a function, for the edits that change it.
final class AcsFacts {

  private AcsFacts() {}

  /// @throws Refusal when there is none, or it is not told
  static AccessControlServices of(PciFunction function) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .orElseThrow(() ->
            new Refusal(
                "%s shows no ACS capability; give it one first".formatted(function.address())));
  }
}
