package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.policy.P2pMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What an edit did to the verdicts of all pairs.
///
/// @param became number of ordered pairs whose verdict is another one now, by what it is now
/// @param added ordered pairs that were not there before
/// @param gone ordered pairs that are not there any more
public record Consequences(Map<VerdictKind, Long> became, long added, long gone) {

  /// Nothing happened.
  public static final Consequences NONE = new Consequences(Map.of(), 0, 0);

  public Consequences {
    became = became.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(became));
  }

  /// @param moved for each function whose address changed the address before and now
  static Consequences of(P2pMatrix before, P2pMatrix after, Map<PciAddress, PciAddress> moved) {
    int[] now = places(before, after, moved);
    int staying = 0;
    for (int place : now) {
      staying += place < 0 ? 0 : 1;
    }
    var became = new EnumMap<VerdictKind, Long>(VerdictKind.class);
    after
        .becameSince(before, now)
        .forEach((type, pairs) ->
            became.merge(
                type.map(VerdictKind::of).orElse(VerdictKind.UNDETERMINED), pairs, Long::sum));
    long stayingPairs = pairs(staying);
    return new Consequences(
        became,
        pairs(after.functions().size()) - stayingPairs,
        pairs(before.functions().size()) - stayingPairs);
  }

  private static long pairs(long functions) {
    return functions * (functions - 1);
  }

  /// Where each function of the matrix before is in the one after; -1 for one that is gone.
  private static int[] places(
      P2pMatrix before, P2pMatrix after, Map<PciAddress, PciAddress> moved) {
    if (moved.isEmpty() && before.functions().equals(after.functions())) {
      return IntStream.range(0, before.functions().size()).toArray();
    }
    var places = new HashMap<PciAddress, Integer>();
    for (int place = 0; place < after.functions().size(); place++) {
      places.put(after.functions().get(place), place);
    }
    return before.functions().stream()
        .mapToInt(function -> places.getOrDefault(moved.getOrDefault(function, function), -1))
        .toArray();
  }

  public boolean isNothing() {
    return equals(NONE);
  }

  /// `12 pairs became refused, 30 pairs are new`; empty where nothing happened.
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    became.forEach(
        (kind, count) -> parts.add("%s became %s".formatted(pairsIn(count), word(kind))));
    if (added > 0) {
      parts.add(pairsIn(added) + (added == 1 ? " is new" : " are new"));
    }
    if (gone > 0) {
      parts.add(pairsIn(gone) + (gone == 1 ? " is gone" : " are gone"));
    }
    return String.join(", ", parts);
  }

  private static String pairsIn(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "pair" : "pairs");
  }

  private static String word(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> "direct";
      case THROUGH_HOST_BRIDGE -> "routed through the host bridge";
      case REFUSED -> "refused";
      case UNDETERMINED -> "undetermined";
    };
  }
}
