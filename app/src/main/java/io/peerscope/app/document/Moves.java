package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import java.util.HashMap;
import java.util.Map;

/// Where functions have gone: for each whose address changed the address before and now.
final class Moves {

  private Moves() {}

  /// Both moves one after the other.
  static Map<PciAddress, PciAddress> both(
      Map<PciAddress, PciAddress> first, Map<PciAddress, PciAddress> next) {
    var both = new HashMap<>(first);
    both.replaceAll((_, now) -> next.getOrDefault(now, now));
    next.forEach((from, to) -> {
      if (!first.containsValue(from)) {
        both.putIfAbsent(from, to);
      }
    });
    return both;
  }
}
