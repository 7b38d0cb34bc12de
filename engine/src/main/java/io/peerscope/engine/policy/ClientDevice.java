package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import java.util.Optional;

/// A device that wants to reach peer memory, as its driver hands it to the kernel.
///
/// Not every such device is a PCI function: a block or network device hangs somewhere below one, a
/// platform device below none.
///
/// @param name what to call it
/// @param function the nearest PCI function at or above it; empty where there is none
/// @param isFunction whether the device is that function itself
/// @param bySoftware whether its DMA is done by software (`dma_virt_ops`: rxe, hfi1, qib of old
///   kernels)
public record ClientDevice(
    String name, Optional<PciAddress> function, boolean isFunction, boolean bySoftware) {

  /// A PCI function itself.
  public static ClientDevice function(PciAddress address) {
    return new ClientDevice(address.toString(), Optional.of(address), true, false);
  }

  /// A device somewhere below a PCI function, such as a disk.
  public static ClientDevice below(PciAddress address, String name) {
    return new ClientDevice(name, Optional.of(address), false, false);
  }

  /// A device that no PCI function is above of.
  public static ClientDevice elsewhere(String name) {
    return new ClientDevice(name, Optional.empty(), false, false);
  }

  /// A device below a PCI function whose DMA is done by software.
  public static ClientDevice bySoftware(PciAddress address, String name) {
    return new ClientDevice(name, Optional.of(address), false, true);
  }

  /// Why a kernel refuses the device before it looks at any bridge.
  Optional<Reason> refusal(LinuxP2pdma policy) {
    if (bySoftware && refusesSoftware(policy)) {
      return Optional.of(
          Reason.of(
              "client-dma-by-software",
              "the DMA of %s is done by software, which cannot reach peer memory".formatted(name)));
    }
    return function.isPresent()
        ? Optional.empty()
        : Optional.of(
            Reason.of("client-not-pci", "%s is not below any PCI function".formatted(name)));
  }

  private static boolean refusesSoftware(LinuxP2pdma policy) {
    return policy
        .profile()
        .map(profile -> profile.rules().softwareClients())
        .filter(PolicyRules.SoftwareClients.REFUSED::equals)
        .isPresent();
  }
}
