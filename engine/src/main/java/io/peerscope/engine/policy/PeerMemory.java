package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;

/// Memory that a driver has registered for peers (sysfs `p2pmem/`).
///
/// @param provider the function whose memory it is
/// @param published whether the driver lets others find it
/// @param pool whether there is a pool to allocate from (`p2pmem/size` is not 0)
public record PeerMemory(PciAddress provider, boolean published, Fact<Boolean> pool) {

  /// Published memory with a pool, as a driver makes it with `pci_p2pdma_add_resource()`.
  public static PeerMemory published(PciAddress provider) {
    return new PeerMemory(
        provider, true, Fact.known(true, new Inferred("registered as a resource")));
  }

  /// Whether a search finds it (`pci_has_p2pmem`).
  public Fact<Boolean> isFound(LinuxP2pdma policy) {
    if (!published) {
      return Fact.known(false, new Inferred("it is not published"));
    }
    boolean needsPool =
        policy
            .profile()
            .map(profile -> profile.rules().found())
            .filter(PolicyRules.Found.PUBLISHED_WITH_POOL::equals)
            .isPresent();
    return needsPool ? pool : Fact.known(true, new Inferred("it is published"));
  }
}
