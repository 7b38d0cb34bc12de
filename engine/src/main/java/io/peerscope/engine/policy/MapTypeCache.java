package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.policy.KernelProfile.Uncached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The map types that the kernel remembers per provider and client, and that go stale.
///
/// A distance call computes anew and overwrites; a mapping call believes what is remembered. So
/// after `setpci` has changed ACS, pages are mapped as before until somebody asks for the distance.
///
/// @param types what is remembered
public record MapTypeCache(Map<Pair, Fact<P2pMapType>> types) {

  /// The key of an entry.
  public record Pair(PciAddress provider, PciAddress client) {}

  /// What a mapping call finds.
  public sealed interface Lookup {

    /// A type: remembered, or computed now. Unknown where a fact is missing.
    record Found(Fact<P2pMapType> type) implements Lookup {}

    /// No type, so the call fails.
    record NeverAsked(Reason reason) implements Lookup {}

    /// This kernel looks up nothing, and maps.
    record NotLookedUp(Reason reason) implements Lookup {}
  }

  /// What a mapping call finds, and what is remembered after it.
  public record Mapped(Lookup lookup, MapTypeCache after) {}

  public MapTypeCache {
    types = Map.copyOf(types);
  }

  /// Nothing is remembered yet.
  public static MapTypeCache empty() {
    return new MapTypeCache(Map.of());
  }

  /// What is remembered after a driver has asked for the distance from a provider to its clients.
  ///
  /// @param now the machine as it is at the time of the call
  /// @param verbose whether all clients are looked at, for the sake of the warnings; otherwise the
  ///   first that is refused ends it
  public MapTypeCache afterDistance(
      LinuxP2pdma now, PciAddress provider, List<ClientDevice> clients, boolean verbose) {
    if (uncached(now).filter(rule -> rule != Uncached.NO_CACHE).isEmpty()) {
      return this;
    }
    var after = new HashMap<>(types);
    for (ClientDevice client : clients) {
      if (client.refusal(now).isPresent()) {
        break;
      }
      PciAddress function = client.function().orElseThrow();
      Fact<P2pMapType> type = now.decide(provider, function).type();
      after.put(new Pair(provider, function), type);
      if (!verbose && type.ifKnown().filter(P2pMapType.NOT_SUPPORTED::equals).isPresent()) {
        break;
      }
    }
    return new MapTypeCache(after);
  }

  /// What a mapping call finds for a page of the provider.
  ///
  /// @param now the machine as it is at the time of the call
  public Mapped map(LinuxP2pdma now, PciAddress provider, ClientDevice client) {
    Optional<Uncached> rule = uncached(now);
    if (rule.isEmpty()) {
      return found(Fact.unknown("there are no rules for this kernel"));
    }
    if (rule.get() == Uncached.NO_CACHE) {
      return new Mapped(
          new Lookup.NotLookedUp(
              Reason.of("map-looks-at-nothing", "pci_p2pdma_map_sg() of this kernel asks nobody")),
          this);
    }
    Optional<PciAddress> function = client.function().filter(_ -> client.isFunction());
    if (function.isEmpty()) {
      return found(
          Fact.known(
              P2pMapType.NOT_SUPPORTED,
              new Inferred(client.name() + " is no PCI function itself")));
    }
    var pair = new Pair(provider, function.get());
    return types.containsKey(pair) ? found(remembered(pair)) : compute(now, pair, rule.get());
  }

  private Fact<P2pMapType> remembered(Pair pair) {
    return Optional.ofNullable(types.get(pair)).orElseThrow();
  }

  private Mapped compute(LinuxP2pdma now, Pair pair, Uncached rule) {
    if (rule == Uncached.STAYS_UNKNOWN) {
      return new Mapped(
          new Lookup.NeverAsked(
              Reason.of(
                  "map-type-never-asked",
                  "nobody has asked for the distance from %s to %s, and this kernel does not"
                          .formatted(pair.client(), pair.provider())
                      + " compute it when mapping")),
          this);
    }
    Fact<P2pMapType> type = now.decide(pair.provider(), pair.client()).type();
    var after = new HashMap<>(types);
    if (type instanceof Known<P2pMapType>) {
      after.put(pair, type);
    }
    return new Mapped(new Lookup.Found(type), new MapTypeCache(after));
  }

  private Mapped found(Fact<P2pMapType> type) {
    return new Mapped(new Lookup.Found(type), this);
  }

  private static Optional<Uncached> uncached(LinuxP2pdma now) {
    return now.profile().map(KernelProfile::uncached);
  }
}
