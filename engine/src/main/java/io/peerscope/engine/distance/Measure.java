package io.peerscope.engine.distance;

import io.peerscope.engine.fact.Evidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a tool's rule makes of two functions.
///
/// @param possible the relations that the facts leave open; one where they decide; none where the
///   tool does not look at such functions
/// @param why what decides, or which fact is missing
/// @param place the common bridge or root, where the word names it; else empty
/// @param evidence the facts it rests on
record Measure(Set<Relation> possible, String why, String place, List<Evidence> evidence) {

  Measure {
    possible = Set.copyOf(possible);
    evidence = List.copyOf(evidence);
  }

  static Measure of(Relation relation, String why) {
    return new Measure(Set.of(relation), why, "", List.of());
  }

  static Measure open(String why, Relation first, Relation... others) {
    return new Measure(EnumSet.of(first, others), why, "", List.of());
  }

  /// The tool does not show such functions.
  static Measure none(String why) {
    return new Measure(Set.of(), why, "", List.of());
  }

  Measure at(String newPlace) {
    return new Measure(possible, why, newPlace, evidence);
  }

  Measure with(List<Evidence> newEvidence) {
    return new Measure(possible, why, place, newEvidence);
  }
}
