package io.peerscope.app.draw;

import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.AddSwitch;
import io.peerscope.engine.edit.AddVmd;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.platform.Platform;
import java.util.Optional;

/// A part of the catalogue that is not in the machine yet.
///
/// @param item what the palette calls it
/// @param part which part
/// @param ports number of downstream ports of a switch
/// @param rootPort what the root ports of a new domain are
record NewPart(PaletteItem item, Part part, int ports, Part rootPort) implements Cargo {

  private static final int PORTS_OF_VMD = 2;

  @Override
  public String name() {
    return item == PaletteItem.SWITCH ? "%s, 1 → %d".formatted(part.name(), ports) : part.name();
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    return switch (item) {
      case ROOT_COMPLEX ->
          landing(
              new Spot.OnPage(), "a new host bridge", new AddHostBridge(Optional.empty(), part));
      case ROOT_PORT -> onRootBus(platform, spot);
      case VMD -> onRootBus(platform, spot);
      default ->
          new Places(platform, part.kind(), _ -> false)
              .at(spot, place -> landing(Places.spotOf(place), "goes on " + place, edit(place)));
    };
  }

  private Landing onRootBus(Platform platform, Spot spot) {
    return spot.rootBus(platform)
        .<Landing>map(bus ->
            landing(
                new Spot.OnHostBridge(bus),
                "goes on root bus " + bus,
                item == PaletteItem.VMD
                    ? new AddVmd(bus, part, rootPort, PORTS_OF_VMD)
                    : new AddRootPort(bus, part)))
        .orElseGet(() -> new Landing.Refused(noHostBridge(platform, spot)));
  }

  private static String noHostBridge(Platform platform, Spot spot) {
    if (platform.topology().hostBridges().isEmpty()) {
      return "it needs a host bridge: add a root complex first";
    }
    return spot instanceof Spot.OnPage
        ? "there are several host bridges: drop it on one of them"
        : "nobody knows which host bridge is above";
  }

  private PlatformEdit edit(Place place) {
    return item == PaletteItem.SWITCH
        ? new AddSwitch(place, part, ports)
        : new AddPart(place, part);
  }

  private static Landing landing(Spot spot, String sentence, PlatformEdit edit) {
    return new Landing.Possible(spot, sentence, document -> document.edit(edit));
  }
}
