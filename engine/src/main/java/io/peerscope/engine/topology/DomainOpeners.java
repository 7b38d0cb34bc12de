package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds out which function opened each PCI domain, where a function did.
///
/// A VMD function makes the domains from 10000 on (`vmd_find_free_domain`,
/// `drivers/pci/controller/vmd.c`); all below it issues DMA under its requester ID
/// (`pci_real_dma_dev`). An input that links the two is believed; otherwise the link follows only
/// where one VMD function meets one such domain.
final class DomainOpeners {

  private static final int FIRST_VMD_DOMAIN = 0x10000;
  private static final int RAID_CONTROLLER = 0x0104;

  private final Map<Integer, Fact<PciAddress>> told;
  private final List<PciAddress> vmdFunctions;
  private final List<PciAddress> mayBeVmd;
  private final List<Integer> vmdDomains;

  /// What the functions of one domain say.
  ///
  /// @param vmdFunctions the VMD functions among them
  /// @param mayBeVmd the functions that may be one
  record Candidates(List<PciAddress> vmdFunctions, List<PciAddress> mayBeVmd) {

    static Candidates of(List<PciFunction> functions) {
      return new Candidates(
          addresses(functions, DomainOpeners::isVmd),
          addresses(functions, DomainOpeners::mayBeVmd));
    }
  }

  /// @param candidates what the functions of each domain say
  /// @param told the function that opened a domain, by domain, as far as the input tells
  DomainOpeners(Map<Integer, Candidates> candidates, Map<Integer, Fact<PciAddress>> told) {
    this.told = Map.copyOf(told);
    this.vmdFunctions =
        candidates.values().stream().flatMap(each -> each.vmdFunctions().stream()).toList();
    this.mayBeVmd = candidates.values().stream().flatMap(each -> each.mayBeVmd().stream()).toList();
    this.vmdDomains = candidates.keySet().stream().filter(DomainOpeners::isVmdDomain).toList();
  }

  private static List<PciAddress> addresses(
      Collection<PciFunction> functions, Predicate<PciFunction> wanted) {
    return functions.stream()
        .filter(function -> !isVmdDomain(function.address().domain()))
        .filter(wanted)
        .map(PciFunction::address)
        .toList();
  }

  static boolean isVmdDomain(int domain) {
    return Integer.compareUnsigned(domain, FIRST_VMD_DOMAIN) >= 0;
  }

  private static boolean isVmd(PciFunction function) {
    return function.id().ifKnown().flatMap(VmdDevice::of).isPresent();
  }

  /// A function whose ids are not told, and whose class, where told, is that of a VMD function.
  private static boolean mayBeVmd(PciFunction function) {
    return function.id().ifKnown().isEmpty()
        && !function.kind().isBridge()
        && function
            .classCode()
            .ifKnown()
            .map(ClassCode::baseAndSub)
            .filter(code -> code != RAID_CONTROLLER)
            .isEmpty();
  }

  /// The function that opened a domain; empty for a domain that firmware describes.
  Optional<Fact<PciAddress>> of(int domain) {
    if (told.containsKey(domain)) {
      return Optional.ofNullable(told.get(domain));
    }
    return isVmdDomain(domain) ? Optional.of(inferred(domain)) : Optional.empty();
  }

  private Fact<PciAddress> inferred(int domain) {
    if (vmdFunctions.size() == 1 && mayBeVmd.isEmpty() && vmdDomains.size() == 1) {
      return Fact.known(
          vmdFunctions.getFirst(),
          new Inferred("the machine has one VMD function and one domain made by VMD"));
    }
    return Fact.unknown("which VMD function opened domain %x is not told".formatted(domain));
  }

  /// The VMD functions of the machine, and those that may be one.
  List<PciAddress> possible() {
    return Stream.of(vmdFunctions, mayBeVmd).flatMap(List::stream).sorted().toList();
  }
}
