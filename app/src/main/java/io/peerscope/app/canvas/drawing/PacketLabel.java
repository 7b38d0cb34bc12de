package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
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

  private final FreeSpot spots;
  private final TextMeasure measure;

  PacketLabel(FreeSpot spots, TextMeasure measure) {
    this.spots = spots;
    this.measure = measure;
  }

  private record Piece(String text, Type type, Tone tone, boolean struck) {}

  void draw(Picture picture, DmaStep step, Point at, VerdictStyle style) {
    List<Piece> pieces = pieces(step);
    if (pieces.isEmpty()) {
      return;
    }
    double width = 12;
    for (Piece piece : pieces) {
      width += measure.width(piece.text(), piece.type()) + 8;
    }
    Box box = spots.find(at, width, HEIGHT);
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
    now.ifPresent(address -> {
      Tone tone = AddressTags.tone(address.space());
      pieces.add(new Piece(AddressTags.word(address.space()), Type.STRONG, tone, false));
      pieces.add(new Piece(Hex.grouped(address.value()), Type.MONO, tone, false));
    });
    if (step.translatedTo().isPresent()) {
      step.address()
          .ifPresent(old -> {
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
}
