package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.FrameKind;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Metrics;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.canvas.layout.Wire;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// Draws a topology where its layout puts it.
public final class TopologyPicture {

  private static final double ROUND = 6;
  private static final int FIRST_VMD_DOMAIN = 0x10000;

  /// What the words on CPU and RAM take of the height.
  private static final double TITLES = 56;

  private final TopologyLayout layout;
  private final Topology topology;
  private final Translators translators;
  private final TextMeasure measure;
  private final Labels labels;
  private final CardPicture cards;

  public TopologyPicture(
      TopologyLayout layout,
      Topology topology,
      TranslatorPlacement placement,
      TextMeasure measure,
      Labels labels) {
    this.layout = layout;
    this.topology = topology;
    this.translators = new Translators(layout, topology, placement);
    this.measure = measure;
    this.labels = labels;
    this.cards = new CardPicture(topology, measure, labels);
  }

  /// With all labels.
  public TopologyPicture(
      TopologyLayout layout,
      Topology topology,
      TranslatorPlacement placement,
      TextMeasure measure) {
    this(layout, topology, placement, measure, Labels.ALL);
  }

  /// Everything that can be seen through a window.
  public Picture draw(Box window, Detail detail) {
    var picture = new Picture();
    draw(picture, window, detail);
    return picture;
  }

  void draw(Picture picture, Box window, Detail detail) {
    draw(picture, window, detail, true);
  }

  /// The words that stay in sight on what is larger than the window: those of host bridges.
  public Picture drawTitles(Box window, Detail detail) {
    var picture = new Picture();
    drawTitles(picture, window, detail);
    return picture;
  }

  private void drawTitles(Picture picture, Box window, Detail detail) {
    if (detail.compareTo(Detail.ADDRESSES) < 0) {
      return;
    }
    for (Item.HostBridgeBar bar : layout.hostBridges()) {
      if (bar.box().union(bar.memory()).overlaps(window)) {
        drawTitle(picture, bar, window, detail);
      }
    }
  }

  /// Everything whose place does not depend on what else is in the window.
  public Picture drawWithoutTitles(Box window, Detail detail) {
    var picture = new Picture();
    draw(picture, window, detail, false);
    return picture;
  }

  private void draw(Picture picture, Box window, Detail detail, boolean titles) {
    List<Item> items = layout.itemsIn(window);
    if (detail == Detail.BOXES) {
      items.forEach(item -> drawBox(picture, item));
      return;
    }
    for (Item item : items) {
      drawGround(picture, item, detail);
      if (titles && item instanceof Item.HostBridgeBar bar && detail != Detail.SHAPES) {
        drawTitle(picture, bar, window, detail);
      }
    }
    for (Wire wire : layout.wiresIn(window)) {
      drawWire(picture, wire, detail);
    }
    for (Item item : items) {
      drawFront(picture, item, detail);
    }
    if (detail.compareTo(Detail.NAMES) >= 0) {
      translators.all().forEach((_, place) -> drawTranslator(picture, window, place));
    }
  }

  private static void drawBox(Picture picture, Item item) {
    switch (item) {
      case Item.HostBridgeBar bar -> {
        picture.fill(bar.memory(), 0, Tone.SUNKEN);
        picture.fill(bar.box(), 0, Tone.MUTED);
      }
      case Item.SwitchBox box -> picture.panel(box.box(), 0, Tone.SUNKEN, Tone.BORDER);
      case Item.PortChip chip -> picture.fill(chip.box(), 0, Tone.LINE);
      case Item.FunctionCard card -> picture.fill(card.box(), 0, Tone.LINE);
      case Item.FoldCard card -> picture.fill(card.box(), 0, Tone.MUTED);
      case Item.Frame _ -> {}
    }
  }

  private void drawGround(Picture picture, Item item, Detail detail) {
    switch (item) {
      case Item.HostBridgeBar bar -> drawHostBridge(picture, bar);
      case Item.SwitchBox box -> drawSwitch(picture, box, detail);
      case Item.Frame frame -> drawFrame(picture, frame, detail);
      case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ -> {}
    }
  }

  private void drawFront(Picture picture, Item item, Detail detail) {
    switch (item) {
      case Item.PortChip chip -> cards.drawChip(picture, chip, CardLook.PLAIN, detail);
      case Item.FunctionCard card -> cards.drawCard(picture, card, CardLook.PLAIN, detail);
      case Item.FoldCard card -> cards.drawFold(picture, card, CardLook.PLAIN, detail);
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> {}
    }
  }

  private void drawHostBridge(Picture picture, Item.HostBridgeBar bar) {
    Box memory = bar.memory();
    if (memory.y() > Metrics.MARGIN) {
      drawBorderLine(picture, memory);
    }
    picture.panel(memory, ROUND + 2, Tone.SUNKEN, Tone.BORDER);
    picture.panel(bar.box(), ROUND, Tone.SURFACE, Tone.BORDER);
  }

  private void drawTitle(Picture picture, Item.HostBridgeBar bar, Box window, Detail detail) {
    Box memory = bar.memory();
    double x = memory.centerX();
    double top = Math.clamp(window.y(), memory.y(), memory.bottom() - TITLES);
    boolean large = detail == Detail.ADDRESSES;
    List<String> titles = titles(bar.bus());
    picture.words(
        titles.getFirst(),
        x,
        top + 26,
        Mark.Align.MIDDLE,
        large ? Type.HEADING : Type.TITLE,
        Tone.TEXT);
    if (!large) {
      picture.words(titles.getLast(), x, top + 46, Mark.Align.MIDDLE, Type.BODY, Tone.MUTED);
    }
    drawBarLabel(picture, bar, window);
  }

  /// Domains from 10000 on are made by a Volume Management Device (Linux, drivers/pci/controller/
  /// vmd.c), not by the processor's own root complex.
  private List<String> titles(PciBus bus) {
    return bus.domain() >= FIRST_VMD_DOMAIN
        ? List.of("VMD", "domain " + Integer.toHexString(bus.domain()))
        : List.of(nodeName(bus), "RAM");
  }

  /// Between host bridges runs a border.
  private void drawBorderLine(Picture picture, Box below) {
    double y = below.y() - Metrics.BORDER / 2;
    double right = layout.bounds().right() - Metrics.MARGIN;
    picture.line(
        List.of(new Point(below.x(), y), new Point(right, y)),
        Tone.BORDER,
        new Stroke(1, List.of(2.0, 6.0)));
  }

  /// The name along a host-bridge bar, in the middle of what can be seen of it.
  void drawBarLabel(Picture picture, Item.HostBridgeBar bar, Box window) {
    Box box = bar.box();
    boolean isVmd = bar.bus().domain() >= FIRST_VMD_DOMAIN;
    String whole = (isVmd ? "VMD domain " : "Host bridge ") + bar.bus();
    boolean fits = measure.width(whole, Type.STRONG) + 12 <= box.height();
    double half = measure.width(fits ? whole : bar.bus().toString(), Type.STRONG) / 2 + 6;
    double top = Math.max(box.y(), window.y());
    double bottom = Math.min(box.bottom(), window.bottom());
    double lowest = Math.max(box.y() + half, box.bottom() - half);
    picture.upwards(
        fits ? whole : bar.bus().toString(),
        box.x() + 16,
        Math.clamp((top + bottom) / 2, Math.min(box.y() + half, lowest), lowest),
        Type.STRONG,
        Tone.TEXT);
  }

  /// `Node 1` where all functions below agree on their NUMA node, else `CPU`.
  private String nodeName(PciBus bus) {
    List<Integer> nodes =
        topology.hostBridge(bus).stream()
            .flatMap(hostBridge -> hostBridge.functions().stream())
            .flatMap(address -> topology.at(address).system().numaNode().ifKnown().stream())
            .filter(node -> node >= 0)
            .distinct()
            .toList();
    return nodes.size() == 1 ? "Node " + nodes.getFirst() : "CPU";
  }

  private void drawSwitch(Picture picture, Item.SwitchBox item, Detail detail) {
    Box box = item.box();
    picture.panel(box, ROUND + 2, Tone.SUNKEN, Tone.BORDER);
    if (detail.compareTo(Detail.NAMES) < 0) {
      return;
    }
    picture.text("Switch", box.x() + 16, box.y() + 21, Type.STRONG, Tone.TEXT);
    double left = box.x() + 24 + measure.width("Switch", Type.STRONG);
    String ports = item.ports() == 1 ? "1 port" : item.ports() + " ports";
    double portsWidth = measure.width(ports, Type.SMALL);
    picture.words(ports, box.right() - 12, box.y() + 21, Mark.Align.RIGHT, Type.SMALL, Tone.MUTED);
    if (!labels.names()) {
      return;
    }
    String name = FunctionText.name(topology.at(item.upstream()));
    double room = box.right() - 20 - portsWidth - left;
    picture.text(measure.elide(name, Type.SMALL, room), left, box.y() + 21, Type.SMALL, Tone.MUTED);
  }

  private void drawFrame(Picture picture, Item.Frame frame, Detail detail) {
    Box box = frame.box();
    switch (frame.kind()) {
      case DEVICE -> picture.panel(box, ROUND + 2, Tone.SUNKEN, Tone.BORDER);
      case ROOT_BUS, UNFOLDED -> {
        picture.outline(box, ROUND + 2, Tone.BORDER, new Stroke(1, List.of(3.0, 3.0)));
        drawFrameTitle(picture, frame, detail);
      }
      case UNTOLD -> {
        picture.panel(box, ROUND + 2, Tone.UNDETERMINED_FILL, Tone.UNDETERMINED);
        drawFrameTitle(picture, frame, detail);
      }
    }
  }

  private void drawFrameTitle(Picture picture, Item.Frame frame, Detail detail) {
    if (detail.compareTo(Detail.NAMES) < 0) {
      return;
    }
    Box box = frame.box();
    if (frame.kind() != FrameKind.UNTOLD) {
      picture.text(frame.title(), box.x() + 16, box.y() + 15, Type.SMALL, Tone.MUTED);
      return;
    }
    picture.text("?  " + frame.title(), box.x() + 16, box.y() + 22, Type.STRONG, Tone.UNDETERMINED);
  }

  private void drawWire(Picture picture, Wire wire, Detail detail) {
    Optional<Link> link = linkOf(wire);
    double width = link.map(TopologyPicture::thickness).orElse(1.4);
    Stroke stroke = wire.gap() ? Stroke.dotted(1.6) : Stroke.solid(width);
    picture.line(wire.points(), wire.gap() ? Tone.UNDETERMINED : Tone.LINE, stroke);
    if (labels.links() && detail.compareTo(Detail.NAMES) >= 0 && wire.label().width() > 40) {
      drawWireLabels(picture, wire, link);
    }
  }

  private Optional<Link> linkOf(Wire wire) {
    return wire.below().flatMap(topology::find).flatMap(FunctionText::currentLink);
  }

  private void drawWireLabels(Picture picture, Wire wire, Optional<Link> link) {
    Box room = wire.label();
    double middle = room.centerX();
    double y = room.centerY();
    boolean downgraded =
        wire.below().flatMap(topology::find).filter(FunctionText::isDowngraded).isPresent();
    link.map(Link::toString)
        .filter(text -> measure.width(text, Type.SMALL) < room.width() - 8)
        .ifPresent(text ->
            picture.words(
                text,
                middle,
                y - 8,
                Mark.Align.MIDDLE,
                Type.SMALL,
                downgraded ? Tone.THROUGH : Tone.MUTED));
    String bus = wire.bridge().flatMap(topology::find).map(TopologyPicture::busName).orElse("");
    String below = downgraded ? "(downgraded)" : "";
    String both = bus + (bus.isEmpty() || below.isEmpty() ? "" : " ") + below;
    if (measure.width(both, Type.SMALL) > room.width() - 4) {
      return;
    }
    double left = middle - measure.width(both, Type.SMALL) / 2;
    picture.text(bus, left, y + 16, Type.SMALL, Tone.MUTED);
    double offset = bus.isEmpty() ? 0 : measure.width(bus + " ", Type.SMALL) + 3;
    picture.text(below, left + offset, y + 16, Type.SMALL, Tone.THROUGH);
  }

  private static String busName(PciFunction bridge) {
    return bridge.secondaryBus().map("bus %02x"::formatted).orElse("");
  }

  /// From 1.2 pixels for x1 2.5 GT/s to 3.3 for x16 32 GT/s.
  private static double thickness(Link link) {
    double lanes = link.width() * Math.max(2.5, link.gigatransfers());
    double doublings = StrictMath.log(lanes / 2.5) / StrictMath.log(2);
    return Math.round((1.2 + Math.max(0, doublings) * 0.27) * 10) / 10.0;
  }

  private void drawTranslator(Picture picture, Box window, Translators.Place place) {
    Box reach = new Box(place.center().x() - 40, place.center().y() - 20, 80, 48);
    if (reach.overlaps(window)) {
      drawTranslator(picture, place, false);
    }
  }

  /// @param lit whether it is being asked just now
  static void drawTranslator(Picture picture, Translators.Place place, boolean lit) {
    Point center = place.center();
    double radius = place.radius();
    picture.hexagon(
        center,
        radius,
        lit ? Tone.CLIENT : Tone.SURFACE,
        lit ? Tone.CLIENT : Tone.LINE,
        lit ? 2 : 1.2);
    if (radius > 9) {
      picture.words(
          "IO",
          center.x(),
          center.y() + 3.2,
          Mark.Align.MIDDLE,
          Type.TINY,
          lit ? Tone.ON_STRONG : Tone.MUTED);
    }
    if (place.labelled()) {
      picture.words(
          "soft-IOMMU",
          center.x(),
          center.y() + radius + 12,
          Mark.Align.MIDDLE,
          Type.SMALL,
          lit ? Tone.CLIENT : Tone.MUTED);
    }
  }

  /// Where translators hang.
  Translators translators() {
    return translators;
  }

  CardPicture cards() {
    return cards;
  }

  /// The short form of an address, with its domain where that is not 0.
  static String shortName(PciAddress address) {
    return address.domain() == 0 ? address.shortForm() : address.toString();
  }
}
