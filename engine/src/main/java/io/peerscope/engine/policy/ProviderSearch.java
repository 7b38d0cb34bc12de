package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Looks for the published memory that is closest to some clients: `pci_p2pmem_find_many()`.
///
/// The kernel draws one of the closest at random; here all of them are given.
public final class ProviderSearch {

  /// The kernel remembers as many closest providers as pointers fit into a page.
  private static final int KERNEL_REMEMBERS = 512;

  /// What was found.
  ///
  /// @param closest the providers at the smallest distance, in address order; empty where none can
  ///   be reached by all clients
  /// @param distance that distance
  /// @param undetermined providers of which it is not known whether they would be closer, or as
  ///   close
  public record Result(
      List<PciAddress> closest, OptionalInt distance, List<PciAddress> undetermined) {

    public Result {
      closest = List.copyOf(closest);
      undetermined = List.copyOf(undetermined);
    }

    /// Those that the kernel draws from.
    public List<PciAddress> drawnFrom() {
      return closest.subList(0, Math.min(closest.size(), KERNEL_REMEMBERS));
    }
  }

  private ProviderSearch() {}

  /// Asks for every published provider.
  ///
  /// @param published functions whose driver has published peer memory
  /// @throws IllegalArgumentException when one of them or a client's function does not exist
  public static Result find(
      LinuxP2pdma policy, Collection<PciAddress> published, List<ClientDevice> clients) {
    List<PciAddress> closest = new ArrayList<>();
    List<PciAddress> undetermined = new ArrayList<>();
    int smallest = Integer.MAX_VALUE;
    for (PciAddress provider : new TreeSet<>(published)) {
      switch (JointDistance.of(policy, provider, clients)) {
        case JointDistance.Steps(int total) -> {
          if (total < smallest) {
            smallest = total;
            closest.clear();
          }
          if (total == smallest) {
            closest.add(provider);
          }
        }
        case JointDistance.Refused _ -> {}
        case JointDistance.Undetermined _ -> undetermined.add(provider);
      }
    }
    return new Result(
        closest, closest.isEmpty() ? OptionalInt.empty() : OptionalInt.of(smallest), undetermined);
  }
}
