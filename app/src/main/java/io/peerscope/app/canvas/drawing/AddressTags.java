package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes the address that was in play at every place the packet has passed.
final class AddressTags {

  private static final double HEIGHT = 14;

  private final TopologyLayout layout;
  private final TextMeasure measure;

  AddressTags(TopologyLayout layout, TextMeasure measure) {
    this.layout = layout;
    this.measure = measure;
  }

  /// Only an address that the client was given stands there: where none was programmed, none
  /// travels.
  void draw(Picture picture, Scene scene, Verdict verdict, FreeSpot spots, LabelSpace space) {
    if (!(verdict.mapping() instanceof Mapping.Programmed)) {
      return;
    }
    var tags = new LinkedHashMap<Place, Address>();
    boolean issued = false;
    int last = scene.step() < 0 ? verdict.steps().size() : scene.step();
    for (DmaStep step : verdict.steps().subList(0, Math.min(last, verdict.steps().size()))) {
      issued |= step.event() == StepEvent.ISSUE;
      if (issued) {
        step.translatedTo()
            .or(step::address)
            .ifPresent(address -> tags.putIfAbsent(step.at(), address));
      }
    }
    for (Map.Entry<Place, Address> tag : tags.entrySet()) {
      boxFor(tag.getKey(), words(tag.getValue()))
          .ifPresent(box -> {
            Box here = space.in(box);
            double width = box.width();
            drawTag(
                picture,
                new Box(here.centerX() - width / 2, here.y(), width, HEIGHT),
                tag.getValue());
            spots.take(box);
          });
    }
  }

  static Tone tone(AddressSpace space) {
    return switch (space) {
      case BUS -> Tone.BUS;
      case IOVA -> Tone.IOVA;
      case PHYSICAL -> Tone.PHYSICAL;
    };
  }

  /// The short word that stands on chips.
  static String word(AddressSpace space) {
    return switch (space) {
      case BUS -> "bus";
      case IOVA -> "iova";
      case PHYSICAL -> "phys";
    };
  }

  private static String words(Address address) {
    return word(address.space()) + " " + Hex.grouped(address.value());
  }

  private void drawTag(Picture picture, Box box, Address address) {
    picture.panel(box, 3, Tone.CANVAS, Tone.BORDER);
    picture.words(
        words(address),
        box.centerX(),
        box.y() + 10.5,
        Mark.Align.MIDDLE,
        Type.MONO_SMALL,
        tone(address.space()));
  }

  private Optional<Box> boxFor(Place place, String text) {
    double width = measure.width(text, Type.MONO_SMALL) + 8;
    return switch (place) {
      case Place.AtFunction(PciAddress address) ->
          layout.itemOf(address).map(item -> beside(item, width));
      case Place.AtHostBridge(PciBus bus) ->
          layout
              .hostBridge(bus)
              .map(bar -> new Box(bar.box().x() - 8, bar.box().y() - 9, width, HEIGHT));
      case Place.AtMemory(PciBus bus) ->
          layout
              .hostBridge(bus)
              .map(bar -> new Box(bar.memory().x() + 2, bar.memory().y() + 58, width, HEIGHT));
      case Place.Untold _ -> Optional.empty();
    };
  }

  /// Below an upstream port hangs a translator.
  private boolean isUpstream(Item.PortChip chip) {
    return layout.switchOf(chip.address()).isPresent();
  }

  private Box beside(Item item, double width) {
    Box box = item.box();
    return switch (item) {
      case Item.PortChip chip -> {
        double y = isUpstream(chip) ? box.y() - HEIGHT - 2 : box.bottom() + 2;
        yield new Box(box.centerX() - width / 2, y, width, HEIGHT);
      }
      case Item.FunctionCard _,
          Item.FoldCard _,
          Item.HostBridgeBar _,
          Item.SwitchBox _,
          Item.Frame _ ->
          new Box(box.x() + 32, box.bottom() - 6, width, HEIGHT);
    };
  }
}
