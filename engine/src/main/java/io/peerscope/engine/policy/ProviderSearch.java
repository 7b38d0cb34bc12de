package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Looks for the published memory that is closest to some clients: `pci_p2pmem_find_many()`.
///
/// The kernel draws one of the closest at random; here all of them are given.
public final class ProviderSearch {

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
  }

  private ProviderSearch() {}

  /// Asks for every provider that the kernel finds.
  ///
  /// @param memory what drivers have registered
  /// @throws IllegalArgumentException when one of them or a client's function does not exist
  public static Result find(
      LinuxP2pdma policy, Collection<PeerMemory> memory, List<ClientDevice> clients) {
    Map<PciAddress, Integer> steps = new TreeMap<>();
    Set<PciAddress> undetermined = new TreeSet<>();
    for (PeerMemory offered : memory) {
      Fact<Boolean> found = offered.isFound(policy);
      boolean surely = found.ifKnown().orElse(false);
      if (surely || found instanceof Fact.Unknown) {
        switch (JointDistance.of(policy, offered.provider(), clients)) {
          case JointDistance.Steps reached -> {
            if (surely) {
              steps.put(offered.provider(), reached.total());
            } else {
              undetermined.add(offered.provider());
            }
          }
          case JointDistance.Undetermined _ -> undetermined.add(offered.provider());
          case JointDistance.Refused _ -> {}
        }
      }
    }
    return isRankedByFirmware(policy)
        ? byFirmware(policy, steps, undetermined, clients)
        : closest(steps, undetermined);
  }

  private static Result closest(Map<PciAddress, Integer> steps, Set<PciAddress> undetermined) {
    OptionalInt smallest = steps.values().stream().mapToInt(Integer::intValue).min();
    List<PciAddress> closest =
        steps.entrySet().stream()
            .filter(entry -> entry.getValue() == smallest.orElse(-1))
            .map(Map.Entry::getKey)
            .toList();
    return new Result(closest, smallest, List.copyOf(undetermined));
  }

  private static boolean isRankedByFirmware(LinuxP2pdma policy) {
    return policy
        .profile()
        .filter(profile -> profile.rules().firmware() == PolicyRules.Firmware.HMAT)
        .isPresent();
  }

  /// A provider with direct ways to all clients comes first; among the others, bandwidth and
  /// latency from a firmware table decide before distance, and no input tells them.
  private static Result byFirmware(
      LinuxP2pdma policy,
      Map<PciAddress, Integer> steps,
      Set<PciAddress> undetermined,
      List<ClientDevice> clients) {
    Map<PciAddress, Integer> direct = new TreeMap<>(steps);
    direct.keySet().removeIf(provider -> !isDirect(policy, provider, clients));
    if (!direct.isEmpty()) {
      return closest(direct, undetermined);
    }
    if (steps.size() + undetermined.size() <= 1) {
      return closest(steps, undetermined);
    }
    Set<PciAddress> open = new TreeSet<>(steps.keySet());
    open.addAll(undetermined);
    return new Result(List.of(), OptionalInt.empty(), List.copyOf(open));
  }

  private static boolean isDirect(
      LinuxP2pdma policy, PciAddress provider, List<ClientDevice> clients) {
    return clients.stream()
        .map(client -> policy.decide(provider, client.function().orElseThrow()).type())
        .allMatch(type -> type.ifKnown().filter(P2pMapType.BUS_ADDR::equals).isPresent());
  }
}
