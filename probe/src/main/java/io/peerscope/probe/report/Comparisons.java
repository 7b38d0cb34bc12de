package io.peerscope.probe.report;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.isolation.IommuGroups;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the engine predicts of a machine, beside what the kernel says of it.
///
/// @param platform the machine, without what the probe learnt
public record Comparisons(Platform platform) {

  /// The group of every function that the kernel put into one.
  public List<Comparison> groups() {
    SortedMap<Integer, List<PciAddress>> observed = observedGroups();
    if (observed.isEmpty()) {
      return List.of();
    }
    IommuGroups predicted = IommuGroups.predict(platform);
    var byMember = new TreeMap<PciAddress, List<PciAddress>>();
    predicted
        .groups()
        .values()
        .forEach(members -> members.forEach(member -> byMember.put(member, members)));
    var comparisons = new ArrayList<Comparison>();
    observed.forEach((number, members) ->
        comparisons.add(
            group(number, members, Optional.ofNullable(byMember.get(members.getFirst())))));
    return List.copyOf(comparisons);
  }

  private SortedMap<Integer, List<PciAddress>> observedGroups() {
    var groups = new TreeMap<Integer, List<PciAddress>>();
    for (PciFunction function : platform.topology().functions()) {
      function
          .system()
          .iommuGroup()
          .ifKnown()
          .ifPresent(number ->
              groups.computeIfAbsent(number, _ -> new ArrayList<>()).add(function.address()));
    }
    return groups;
  }

  private static Comparison group(
      int number, List<PciAddress> observed, Optional<List<PciAddress>> predicted) {
    boolean same = predicted.filter(observed::equals).isPresent();
    return new Comparison(
        "group " + number,
        "who is in the IOMMU group",
        predicted
            .map(Comparisons::spell)
            .orElse("undetermined; `groups --why` names what is missing"),
        spell(observed),
        predicted.isEmpty()
            ? Agreement.NOT_COMPARABLE
            : same ? Agreement.AGREE : Agreement.DISAGREE,
        "");
  }

  private static String spell(List<PciAddress> members) {
    return members.stream().map(PciAddress::toString).collect(Collectors.joining(" "));
  }

  /// ACS as the device's own descriptor tells it, beside what the input told before.
  ///
  /// @param told the functions again, with the configuration space that the probe read
  public List<Comparison> acs(Map<PciAddress, PciFunction> told) {
    var comparisons = new ArrayList<Comparison>();
    told.forEach((address, after) ->
        platform.topology().find(address).ifPresent(before -> comparisons.add(acs(before, after))));
    return List.copyOf(comparisons);
  }

  private static Comparison acs(PciFunction before, PciFunction after) {
    String predicted = spell(before.capabilities().acs());
    String observed = spell(after.capabilities().acs());
    boolean both =
        before.capabilities().acs() instanceof Known && after.capabilities().acs() instanceof Known;
    return new Comparison(
        before.address().toString(),
        "ACS control, in sysfs and through VFIO",
        predicted,
        observed,
        !both
            ? Agreement.NOT_COMPARABLE
            : predicted.equals(observed) ? Agreement.AGREE : Agreement.DISAGREE,
        "");
  }

  private static String spell(Fact<Optional<AccessControlServices>> acs) {
    return switch (acs) {
      case Known<Optional<AccessControlServices>>(var capability, _) ->
          capability
              .map(there -> there.control().ifKnown().map("0x%04x"::formatted).orElse("not told"))
              .orElse("no ACS capability");
      case Fact.Unknown<Optional<AccessControlServices>>(var why) -> "unknown: " + why;
    };
  }
}
