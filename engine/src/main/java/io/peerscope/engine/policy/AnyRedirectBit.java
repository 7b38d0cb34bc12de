package io.peerscope.engine.policy;

import io.peerscope.engine.topology.PeerRedirect;
import java.util.List;
import java.util.stream.Stream;

/// Any redirect bit of any function on the way counts, of both functions and of the common bridge
/// too (`pci_bridge_has_acs_redir`, every release).
final class AnyRedirectBit implements AcsBetween {

  @Override
  public List<PeerRedirect> ask(Way way) {
    return Stream.of(way.provider().stream(), Stream.of(way.common()), way.client().stream())
        .flatMap(functions -> functions)
        .map(PeerRedirect::of)
        .toList();
  }

  @Override
  public String words(boolean many) {
    return (many ? "redirect" : "redirects") + " peer traffic upstream";
  }
}
