package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Collection;
import java.util.Optional;

/// What a driver's `p2pmem` attribute says, as `pci_p2pdma_enable_store()` reads it.
///
///     "0000:03:00.0"  that provider, if it is published, else ENODEV
///     "1", "y", "on"  any provider that fits
///     "0", "n", "off" none
///     "0000:99:00.0"  ENODEV, not "0": what starts like an address is never taken for a switch
public sealed interface PeerMemoryAttribute {

  /// No peer memory.
  record Off() implements PeerMemoryAttribute {
    @Override
    public String toString() {
      return "0";
    }
  }

  /// Peer memory of whichever provider is closest.
  record On() implements PeerMemoryAttribute {
    @Override
    public String toString() {
      return "1";
    }
  }

  /// Peer memory of this provider.
  record From(PciAddress provider) implements PeerMemoryAttribute {
    @Override
    public String toString() {
      return provider.toString();
    }
  }

  /// Writing the attribute fails with ENODEV.
  record NoSuchDevice(String text) implements PeerMemoryAttribute {
    @Override
    public String toString() {
      return "ENODEV";
    }
  }

  /// Reads what was written to the attribute.
  ///
  /// @param published the providers that a search would find ([PeerMemory#isFound])
  static PeerMemoryAttribute parse(
      String text, Topology topology, Collection<PciAddress> published) {
    String word = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    Optional<PciAddress> named =
        topology.functions().stream()
            .map(PciFunction::address)
            .filter(address -> address.toString().equals(word))
            .findFirst();
    if (named.isPresent()) {
      return published.contains(named.get()) ? new From(named.get()) : new NoSuchDevice(word);
    }
    return looksLikeAnAddress(text) ? new NoSuchDevice(word) : ofSwitch(word);
  }

  private static boolean looksLikeAnAddress(String text) {
    return (text.startsWith("0") || text.startsWith("1"))
        && text.length() > 1
        && !Character.isISOControl(text.charAt(1));
  }

  /// `kstrtobool()` looks at the first letter, and after `o` at the second.
  private static PeerMemoryAttribute ofSwitch(String word) {
    if (word.matches("(?s)(?:[yYtT1]|[oO][nN]).*")) {
      return new On();
    }
    return word.matches("(?s)(?:[nNfF0]|[oO][fF]).*") ? new Off() : new NoSuchDevice(word);
  }
}
