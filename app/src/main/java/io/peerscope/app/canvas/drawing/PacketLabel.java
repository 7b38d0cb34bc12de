package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The label a packet carries: TLP, address space and address; after a translation the old address
/// struck through beside the new one.
final class PacketLabel {

  private static final double HEIGHT = 26;

  private final TopologyLayout layout;
  private final TextMeasure measure;

  PacketLabel(TopologyLayout layout, TextMeasure measure) {
    this.layout = layout;
    this.measure = measure;
  }

  private record Piece(String text, Type type, Tone tone, boolean struck) {}

  void draw(Picture picture, Scene scene, DmaStep step, Point at, VerdictStyle style) {
    List<Piece> pieces = pieces(step);
    if (pieces.isEmpty()) {
      return;
    }
    double width = 12;
    for (Piece piece : pieces) {
      width += measure.width(piece.text(), piece.type()) + 8;
    }
    Box box = freeBox(at, width, scene.window());
    double edge = box.y() > at.y() ? box.y() : box.bottom();
    picture.line(
        List.of(new Point(at.x(), at.y()), new Point(at.x(), edge)),
        style.tone(),
        new Stroke(1.2, List.of(3.0, 3.0)));
    picture.panel(box, 5, Tone.CANVAS, style.tone(), 1.6);
    drawPieces(picture, box, pieces);
  }

  private void drawPieces(Picture picture, Box box, List<Piece> pieces) {
    double x = box.x() + 10;
    double y = box.y() + 17;
    for (Piece piece : pieces) {
      double width = measure.width(piece.text(), piece.type());
      picture.text(piece.text(), x, y, piece.type(), piece.tone());
      if (piece.struck()) {
        picture.line(
            List.of(new Point(x - 1, y - 4), new Point(x + width + 1, y - 4)),
            piece.tone(),
            Stroke.solid(1.2));
      }
      x += width + 8;
    }
  }

  private static List<Piece> pieces(DmaStep step) {
    var pieces = new ArrayList<Piece>();
    if (!step.tlp().isEmpty()) {
      pieces.add(new Piece(step.tlp(), Type.STRONG, Tone.TEXT, false));
    }
    Optional<Address> now = step.translatedTo().or(step::address);
    now.ifPresent(
        address -> {
          Tone tone = AddressTags.tone(address.space());
          pieces.add(new Piece(AddressTags.word(address.space()), Type.STRONG, tone, false));
          pieces.add(new Piece(Hex.grouped(address.value()), Type.MONO, tone, false));
        });
    if (step.translatedTo().isPresent()) {
      step.address()
          .ifPresent(
              old -> {
                pieces.add(
                    new Piece(
                        AddressTags.word(old.space()) + " " + Hex.grouped(old.value()),
                        Type.MONO,
                        Tone.MUTED,
                        true));
              });
    }
    return pieces;
  }

  /// Of the places around the packet the one that hides least.
  private Box freeBox(Point at, double width, Box window) {
    Box best = new Box(at.x() - width / 2, at.y() + 20, width, HEIGHT);
    double least = Double.MAX_VALUE;
    for (double dy : new double[] {20, -20 - HEIGHT, 44, -44 - HEIGHT, 72, -72 - HEIGHT}) {
      for (double dx : new double[] {-width / 2, -24, 24 - width}) {
        Box box = within(new Box(at.x() + dx, at.y() + dy, width, HEIGHT), window);
        double hidden = hidden(box) + Math.abs(dy) + (box.contains(at) ? 10_000 : 0);
        if (hidden < least) {
          least = hidden;
          best = box;
        }
      }
    }
    return best;
  }

  private static Box within(Box box, Box window) {
    double right = window.right() - box.width() - 8;
    double bottom = window.bottom() - box.height() - 8;
    return new Box(
        Math.max(window.x() + 8, Math.min(right, box.x())),
        Math.max(window.y() + 8, Math.min(bottom, box.y())),
        box.width(),
        box.height());
  }

  private double hidden(Box box) {
    double area = 0;
    for (Item item : layout.itemsIn(box)) {
      area +=
          switch (item) {
            case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ -> shared(item.box(), box);
            case Item.HostBridgeBar _ -> shared(item.box(), box) / 2;
            case Item.SwitchBox _, Item.Frame _ -> 0;
          };
    }
    return area;
  }

  private static double shared(Box a, Box b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
