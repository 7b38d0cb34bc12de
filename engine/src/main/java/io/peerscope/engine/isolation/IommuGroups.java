package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The IOMMU groups that Linux makes of a machine when an IOMMU is on.
///
/// A group is told only when all of its members are: where a missing fact may add or remove one,
/// all functions concerned are undetermined. So forgetting a fact can make answers undetermined,
/// never different.
public final class IommuGroups {

  private final SortedMap<PciAddress, GroupAnswer> answers;

  private IommuGroups(SortedMap<PciAddress, GroupAnswer> answers) {
    this.answers = Collections.unmodifiableSortedMap(answers);
  }

  /// Predicts the groups from the ACS controls as they are in the platform.
  ///
  /// Platforms with DMA rules of their own group by other rules, so all is undetermined there.
  public static IommuGroups predict(Platform platform) {
    return platform
        .ownDmaRules()
        .map(name -> notModelled(platform, name))
        .orElseGet(() -> new IommuGroups(answers(new TreeMap<>(GroupWalk.of(platform)))));
  }

  private static IommuGroups notModelled(Platform platform, String name) {
    Reason rule =
        Reason.of(
            "platform-rule-not-modelled",
            "how %s makes IOMMU groups is not known here".formatted(name),
            new Evidence("platform", "name", name, "the input"));
    var answers = new TreeMap<PciAddress, GroupAnswer>();
    for (PciFunction function : platform.topology().functions()) {
      answers.put(
          function.address(),
          undetermined(
              "the group of %s is not known".formatted(function.address()), List.of(rule)));
    }
    return new IommuGroups(answers);
  }

  /// The group of every function, in address order.
  public SortedMap<PciAddress, GroupAnswer> answers() {
    return answers;
  }

  /// The members of every group that is determined, by group number.
  public SortedMap<Integer, List<PciAddress>> groups() {
    var groups = new TreeMap<Integer, List<PciAddress>>();
    answers.forEach((address, answer) -> {
      if (answer instanceof GroupAnswer.InGroup(int number, _)) {
        groups.computeIfAbsent(number, _ -> new ArrayList<>()).add(address);
      }
    });
    return groups;
  }

  /// The functions whose group a missing fact decides, in address order.
  public List<PciAddress> undetermined() {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof GroupAnswer.Undetermined)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static SortedMap<PciAddress, GroupAnswer> answers(
      SortedMap<PciAddress, Placement> placements) {
    Map<PciAddress, Set<Reason>> openGroups = openGroups(placements);
    Map<PciAddress, Integer> numbers = new HashMap<>();
    var answers = new TreeMap<PciAddress, GroupAnswer>();
    placements.forEach((address, placement) ->
        answers.put(address, answer(address, placement, openGroups, numbers)));
    return answers;
  }

  /// The groups that some function may or may not be in, with the missing facts.
  private static Map<PciAddress, Set<Reason>> openGroups(
      SortedMap<PciAddress, Placement> placements) {
    Map<PciAddress, Set<Reason>> open = new HashMap<>();
    for (Placement placement : placements.values()) {
      if (!placement.isCertain()) {
        placement
            .groups()
            .forEach(group ->
                open.computeIfAbsent(group, _ -> new LinkedHashSet<>()).addAll(placement.doubts()));
      }
    }
    return open;
  }

  private static GroupAnswer answer(
      PciAddress address,
      Placement placement,
      Map<PciAddress, Set<Reason>> openGroups,
      Map<PciAddress, Integer> numbers) {
    if (!placement.isCertain()) {
      return undetermined(address + " may be in one of several groups", placement.doubts());
    }
    PciAddress group = placement.groups().iterator().next();
    Set<Reason> doubts = openGroups.getOrDefault(group, Set.of());
    return doubts.isEmpty()
        ? new GroupAnswer.InGroup(
            numbers.computeIfAbsent(group, _ -> numbers.size()), placement.reason())
        : undetermined(
            "who else is in the group of %s is open".formatted(address), List.copyOf(doubts));
  }

  private static GroupAnswer undetermined(String text, List<Reason> doubts) {
    return new GroupAnswer.Undetermined(Reason.of("group-undetermined", text).because(doubts));
  }
}
