package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.FoldKind;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Draws what stands for a function: cards, chips, and the cards of groups.
final class CardPicture {

  private static final double ROUND = 6;

  private final Topology topology;
  private final TextMeasure measure;
  private final Labels labels;

  CardPicture(Topology topology, TextMeasure measure, Labels labels) {
    this.topology = topology;
    this.measure = measure;
    this.labels = labels;
  }

  /// Draws any of them.
  void draw(Picture picture, Item item, CardLook look, Detail detail) {
    switch (item) {
      case Item.PortChip chip -> drawChip(picture, chip, look, detail);
      case Item.FunctionCard card -> drawCard(picture, card, look, detail);
      case Item.FoldCard card -> drawFold(picture, card, look, detail);
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> {}
    }
  }

  void drawChip(Picture picture, Item.PortChip chip, CardLook look, Detail detail) {
    Box box = chip.box();
    picture.panel(box, 5, look.fill(), look.line(), look.width());
    if (detail.compareTo(Detail.NAMES) < 0) {
      return;
    }
    PciFunction function = topology.at(chip.address());
    picture.words(
        chip.address().shortForm(),
        box.centerX(),
        box.y() + 16.5,
        Mark.Align.MIDDLE,
        Type.MONO,
        Tone.TEXT);
    if (isConventional(function.kind())) {
      picture.words(
          function.kind().label(),
          box.centerX(),
          box.bottom() + 11,
          Mark.Align.MIDDLE,
          Type.SMALL,
          Tone.MUTED);
    }
    if (labels.badges() && FunctionText.redirects(function)) {
      badge(picture, "ACS", box.right() - 12, box.y() - 12, Tone.THROUGH, Tone.THROUGH_FILL);
    }
  }

  /// Bridges to or between conventional buses: said in words, since most chips are PCIe ports.
  private static boolean isConventional(FunctionKind kind) {
    return switch (kind) {
      case PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE -> true;
      default -> false;
    };
  }

  /// A port that a packet is in just now.
  void drawLit(Picture picture, Item.PortChip chip, Tone tone, Detail detail) {
    Box box = chip.box();
    picture.panel(box.grownBy(1), 6, tone, tone, 2);
    if (detail.compareTo(Detail.NAMES) >= 0) {
      picture.words(
          chip.address().shortForm(),
          box.centerX(),
          box.y() + 16.5,
          Mark.Align.MIDDLE,
          Type.MONO_STRONG,
          Tone.ON_STRONG);
    }
  }

  void drawCard(Picture picture, Item.FunctionCard card, CardLook look, Detail detail) {
    Box box = card.box();
    picture.panel(box, card.compact() ? 5 : ROUND, look.fill(), look.line(), look.width());
    PciFunction function = topology.at(card.address());
    double icon = card.compact() ? 14 : 18;
    double left = card.compact() ? 6 : 11;
    picture.icon(Icon.of(function), box.x() + left, box.centerY() - icon / 2, icon, Tone.MUTED);
    if (detail == Detail.ADDRESSES) {
      String bdf = card.address().shortForm();
      double x = box.x() + left + icon + 10;
      picture.text(bdf, x, box.centerY() + 7, Type.MONO_LARGE, Tone.TEXT);
    }
    if (detail.compareTo(Detail.NAMES) < 0) {
      return;
    }
    if (card.compact()) {
      drawOneLine(picture, box, function);
    } else {
      drawLines(picture, box, function, detail);
    }
  }

  private void drawOneLine(Picture picture, Box box, PciFunction function) {
    String bdf = function.address().shortForm();
    double x = box.x() + 26;
    picture.text(bdf, x, box.y() + 16.5, Type.MONO, Tone.TEXT);
    if (!labels.names()) {
      return;
    }
    double nameX = x + measure.width(bdf, Type.MONO) + 8;
    String name = function.kind() == FunctionKind.VIRTUAL_FUNCTION ? "VF  " : "";
    picture.text(
        fitted(name + FunctionText.name(function), Type.SMALL, box.right() - 8 - nameX),
        nameX,
        box.y() + 16,
        Type.SMALL,
        Tone.MUTED);
  }

  private void drawLines(Picture picture, Box box, PciFunction function, Detail detail) {
    double x = box.x() + 40;
    String bdf = function.address().shortForm();
    boolean third = detail == Detail.EVERYTHING;
    boolean alone = !labels.names() && !third;
    double top = third ? 16 : 20;
    picture.text(bdf, x, box.y() + (alone ? box.height() / 2 + 5 : top), Type.MONO, Tone.TEXT);
    if (labels.names()) {
      picture.text(
          fitted(FunctionText.name(function), Type.BODY, box.right() - 10 - x),
          x,
          box.y() + (third ? 30 : 37),
          Type.BODY,
          Tone.MUTED);
    }
    if (third) {
      picture.text(
          measure.elide(FunctionText.bars(function), Type.FINE, box.right() - 10 - x),
          x,
          box.y() + 41,
          Type.FINE,
          Tone.MUTED);
    }
    if (labels.badges()) {
      drawBadges(picture, box, x + measure.width(bdf, Type.MONO) + 8, function);
    }
  }

  /// What tells most in little room: where the whole name does not fit, the vendor goes first.
  private String fitted(String name, Type type, double room) {
    int firstWord = name.indexOf(' ');
    boolean tooLong = measure.width(name, type) > room;
    return measure.elide(
        tooLong
                && firstWord > 0
                && name.indexOf(' ', firstWord + 1) > firstWord + 3
                && Character.isLetterOrDigit(name.charAt(firstWord + 1))
            ? name.substring(firstWord + 1)
            : name,
        type,
        room);
  }

  private void drawBadges(Picture picture, Box box, double from, PciFunction function) {
    double right = box.right() - 8;
    Optional<String> group = FunctionText.group(function);
    if (group.isPresent()) {
      double width = measure.width(group.get(), Type.TINY) + 8;
      badge(picture, group.get(), right - width / 2, box.y() + 8, Tone.MUTED, Tone.SUNKEN);
      right -= width + 6;
    }
    double end = right;
    FunctionText.driver(function)
        .map(driver -> measure.elide(driver, Type.SMALL, end - from))
        .ifPresent(driver ->
            picture.words(driver, end, box.y() + 20, Mark.Align.RIGHT, Type.SMALL, Tone.MUTED));
  }

  private void badge(
      Picture picture, String text, double middle, double top, Tone tone, Tone fill) {
    double width = measure.width(text, Type.TINY) + 8;
    picture.panel(
        new Box(middle - width / 2, top, width, 14),
        4,
        fill,
        tone == Tone.MUTED ? Tone.BORDER : tone);
    picture.words(text, middle, top + 10.2, Mark.Align.MIDDLE, Type.TINY, tone);
  }

  void drawFold(Picture picture, Item.FoldCard card, CardLook look, Detail detail) {
    if (card.kind() == FoldKind.EMPTY_PORTS) {
      drawEmptyPorts(picture, card, look, detail);
      return;
    }
    Box box = card.box();
    if (!card.open()) {
      for (int sheet = 2; sheet > 0; sheet--) {
        Box behind =
            new Box(box.x() + 3 * sheet, box.y() + 3 * sheet, box.width() - 3, box.height() - 3);
        picture.panel(behind, 5, Tone.SUNKEN, Tone.BORDER);
      }
    }
    Box front = card.open() ? box : new Box(box.x(), box.y(), box.width() - 3, box.height() - 3);
    picture.panel(front, 5, look.fill(), look.line(), look.width());
    if (detail == Detail.ADDRESSES) {
      String large = "×" + card.members().size();
      picture.text(large, box.x() + 10, front.centerY() + 7, Type.LARGE, Tone.CLIENT);
    }
    if (detail.compareTo(Detail.NAMES) < 0) {
      return;
    }
    boolean tall = box.height() > 30;
    double baseline = tall ? box.y() + 20 : box.y() + 15.5;
    String count = (card.open() ? "▾ ×" : "×") + card.members().size();
    picture.text(count, box.x() + 10, baseline, Type.STRONG, Tone.CLIENT);
    double x = box.x() + 18 + measure.width(count, Type.STRONG);
    String what =
        card.kind() == FoldKind.SYSTEM ? classNames(card.members()) : whatIsAlike(card.members());
    double room = front.right() - 8 - x;
    picture.text(measure.elide(what, Type.BODY, room), x, baseline, Type.BODY, Tone.TEXT);
    if (tall) {
      String range =
          card.members().getFirst().shortForm() + " … " + card.members().getLast().shortForm();
      picture.text(
          measure.elide(range, Type.MONO_SMALL, front.width() - 20),
          box.x() + 10,
          box.y() + 36,
          Type.MONO_SMALL,
          Tone.MUTED);
    }
  }

  /// Ports without anything behind them: a faint chip that says how many.
  private static void drawEmptyPorts(
      Picture picture, Item.FoldCard card, CardLook look, Detail detail) {
    Box box = card.box();
    picture.panel(box, 5, Tone.CANVAS, look.line(), look.width());
    if (detail.compareTo(Detail.NAMES) >= 0) {
      picture.words(
          (card.open() ? "▾ " : "") + card.members().size() + " empty",
          box.centerX(),
          box.y() + 16,
          Mark.Align.MIDDLE,
          Type.SMALL,
          Tone.MUTED);
    }
  }

  /// The classes of the members, the most frequent first.
  private String classNames(List<PciAddress> members) {
    var counts = new LinkedHashMap<String, Integer>();
    for (PciAddress member : members) {
      counts.merge(plural(topology.at(member)), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /// The common name of the members, or what they are for.
  private String whatIsAlike(List<PciAddress> members) {
    PciFunction first = topology.at(members.getFirst());
    String name = FunctionText.name(first);
    boolean sameName =
        members.stream().allMatch(member -> FunctionText.name(topology.at(member)).equals(name));
    String kind = plural(first);
    return sameName ? kind + " · " + name : kind;
  }

  private static String plural(PciFunction function) {
    if (function.kind().isBridge() || function.kind() == FunctionKind.VIRTUAL_FUNCTION) {
      return function.kind().label() + "s";
    }
    return function.className().isEmpty() ? function.kind().label() + "s" : function.className();
  }
}
