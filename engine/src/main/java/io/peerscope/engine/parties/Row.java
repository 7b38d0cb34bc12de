package io.peerscope.engine.parties;

import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Optional;

/// What is documented of one driver or library, for some devices and releases.
///
/// @param name whose rule
/// @param since first release with it; empty where releases are not told apart
/// @param until first release without it
/// @param client devices that issue the DMA
/// @param target devices that own the memory
/// @param guards what else must hold for the row to apply
/// @param demands what it asks for; all must hold
/// @param sentence what that means, in words
/// @param source where it is documented
/// @param date when that was written or read
/// @param position the line of our table
public record Row(
    String name,
    Optional<Release> since,
    Optional<Release> until,
    String client,
    String target,
    List<String> guards,
    List<String> demands,
    String sentence,
    String source,
    String date,
    SourcePosition position) {

  public Row {
    guards = List.copyOf(guards);
    demands = List.copyOf(demands);
  }

  /// Whether the row is about a release; without one, about the newest.
  boolean covers(Optional<Release> release) {
    return release.isEmpty()
        ? until.isEmpty()
        : since.filter(first -> first.compareTo(release.get()) > 0).isEmpty()
            && until.filter(end -> end.compareTo(release.get()) <= 0).isEmpty();
  }

  State isAbout(Situation situation) {
    return DevicePattern.and(
        DevicePattern.parse(client).matches(situation.client()),
        DevicePattern.parse(target).matches(situation.target()));
  }
}
