package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.DuplicateSubtree;
import io.peerscope.engine.edit.MoveSubtree;
import io.peerscope.engine.edit.PasteSubtree;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A device of a machine with all below it: moved, copied, or brought from another machine.
///
/// @param subtree what it is
/// @param forbidden functions that it cannot hang below: its own, where it is moved
/// @param verb what is done with it, for people
/// @param edit the edit that puts it somewhere
public record Carried(
    Subtree subtree, Set<PciAddress> forbidden, String verb, Function<Place, PlatformEdit> edit)
    implements Cargo {

  public Carried {
    forbidden = Set.copyOf(forbidden);
  }

  /// The subtree of a function, to be hung elsewhere.
  public static Carried moved(Platform platform, PciAddress function) {
    Subtree subtree = Subtree.of(platform, function);
    return new Carried(
        subtree,
        subtree.functions().stream().map(PciFunction::address).collect(Collectors.toSet()),
        "moves",
        place -> new MoveSubtree(function, place));
  }

  /// A copy of the subtree of a function.
  public static Carried copied(Platform platform, PciAddress function) {
    return new Carried(
        Subtree.of(platform, function),
        Set.of(),
        "is copied",
        place -> new DuplicateSubtree(function, place));
  }

  /// A subtree of any machine.
  public static Carried pasted(Subtree subtree) {
    return new Carried(subtree, Set.of(), "is pasted", place -> new PasteSubtree(subtree, place));
  }

  @Override
  public String name() {
    int others = subtree.functions().size() - 1;
    return subtree.name() + (others == 0 ? "" : " and %d below".formatted(others));
  }

  /// The edit that puts it where it belongs near a spot; empty where it belongs nowhere there.
  public Optional<PlatformEdit> editAt(Platform platform, Spot spot) {
    return new Places(platform, subtree.kind(), forbidden::contains).find(spot).map(edit);
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    return new Places(platform, subtree.kind(), forbidden::contains)
        .at(
            spot,
            place ->
                new Landing.Possible(
                    Places.spotOf(place),
                    "%s to %s".formatted(verb, place),
                    document -> document.edit(edit.apply(place))));
  }
}
