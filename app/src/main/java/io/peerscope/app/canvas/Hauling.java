package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Hovering;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.draw.Cargo;
import io.peerscope.app.draw.Landing;
import io.peerscope.app.draw.Spot;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is carried over the picture, and what would become of it where it is.
///
/// @param landing of the present place; empty outside of the picture
/// @param hovering what is drawn of it
record Hauling(Cargo cargo, Optional<Landing> landing, Hovering hovering) {

  /// Beyond this, only the place below the pointer is lit up.
  private static final int MOST_WELCOMES = 400;

  /// @param start where a line begins that is drawn
  /// @param window what can be seen
  /// @param inside whether the pointer is above the picture
  static Hauling over(
      Cargo cargo,
      Optional<Point> start,
      Platform platform,
      TopologyLayout layout,
      Point at,
      Box window,
      boolean inside) {
    Landing here = cargo.at(platform, layout.spotAt(at));
    boolean possible = inside && here instanceof Landing.Possible;
    Spot spot = here instanceof Landing.Possible(Spot real, _, _) ? real : layout.spotAt(at);
    return new Hauling(
        cargo,
        inside ? Optional.of(here) : Optional.empty(),
        new Hovering(
            cargo.name(),
            at,
            possible,
            inside ? here.sentence() : "let go outside of the picture: nothing happens",
            inside ? layout.boxOf(spot) : Optional.empty(),
            welcome(cargo, platform, layout, window),
            start));
  }

  private static List<Box> welcome(
      Cargo cargo, Platform platform, TopologyLayout layout, Box window) {
    List<Item> seen = layout.itemsIn(window);
    List<Box> boxes = new ArrayList<>();
    if (seen.size() <= MOST_WELCOMES) {
      for (Item item : seen) {
        Spot spot = TopologyLayout.spotOf(item);
        boolean exactly =
            cargo.at(platform, spot) instanceof Landing.Possible(Spot real, _, _)
                && real.equals(spot);
        if (exactly && !(spot instanceof Spot.OnPage) && !(item instanceof Item.SwitchBox)) {
          boxes.add(item.box());
        }
      }
    }
    return boxes;
  }
}
