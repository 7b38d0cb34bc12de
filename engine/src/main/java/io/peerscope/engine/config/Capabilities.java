package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.List;
import java.util.Optional;

/// Both capability lists of a function, and whether they are complete.
///
/// @param all what was found, in the order of the lists
/// @param standardMissing why the list below 0x100 is incomplete; empty when it is complete
/// @param extendedMissing why the list from 0x100 on is incomplete; empty when it is complete (also
///   when the function can have none)
public record Capabilities(
    List<Capability> all, Optional<String> standardMissing, Optional<String> extendedMissing) {

  private static final Inferred FROM_THE_LIST = new Inferred("the capability list");

  public Capabilities {
    all = List.copyOf(all);
  }

  /// Nothing is known of either list, for one reason.
  public static Capabilities unknown(String why) {
    return new Capabilities(List.of(), Optional.of(why), Optional.of(why));
  }

  /// The PCI Express capability, or certainty that there is none.
  public Fact<Optional<PciExpress>> pciExpress() {
    return find(PciExpress.class, standardMissing);
  }

  /// Access Control Services, or certainty that there are none.
  public Fact<Optional<AccessControlServices>> acs() {
    return find(AccessControlServices.class, extendedMissing);
  }

  /// SR-IOV, or certainty that the function is no physical function.
  public Fact<Optional<SingleRootIov>> singleRootIov() {
    return find(SingleRootIov.class, extendedMissing);
  }

  /// ARI, or certainty that the device numbers its functions as ever.
  public Fact<Optional<AlternativeRoutingId>> alternativeRoutingId() {
    return find(AlternativeRoutingId.class, extendedMissing);
  }

  /// The same lists with one entry in another's place.
  public Capabilities replace(Capability old, Capability replacement) {
    return new Capabilities(
        all.stream().map(each -> each == old ? replacement : each).toList(),
        standardMissing,
        extendedMissing);
  }

  private <C extends Capability> Fact<Optional<C>> find(Class<C> kind, Optional<String> missing) {
    for (Capability capability : all) {
      if (kind.isInstance(capability)) {
        return Fact.known(Optional.of(kind.cast(capability)), FROM_THE_LIST);
      }
    }
    return missing
        .<Fact<Optional<C>>>map(Fact::unknown)
        .orElseGet(() -> Fact.known(Optional.empty(), FROM_THE_LIST));
  }
}
