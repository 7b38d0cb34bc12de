package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The label a packet carries: TLP, address space and address; after a translation the old address
/// struck through beside the new one.
final class PacketLabel {

  private static final double HEIGHT = 26;

  private final FreeSpot spots;
  private final LabelSpace space;
  private final TextMeasure measure;

  PacketLabel(FreeSpot spots, LabelSpace space, TextMeasure measure) {
    this.spots = spots;
    this.space = space;
    this.measure = measure;
  }

  private record Piece(String text, Type type, Tone tone, boolean struck) {}

  /// @param anchor what the label belongs to: a leader line starts at its edge
  /// @param mapping what the client was given; without an address the label says so
  void draw(Picture picture, DmaStep step, Mapping mapping, Box anchor, VerdictStyle style) {
    List<Piece> pieces = pieces(step, mapping);
    if (pieces.isEmpty()) {
      return;
    }
    double width = 12;
    for (Piece piece : pieces) {
      width += measure.width(piece.text(), piece.type()) + 8;
    }
    Box place = spots.find(anchor, space.out(width), space.out(HEIGHT));
    Box box = space.in(place);
    Box from = space.in(anchor);
    boolean isBelow = box.y() >= from.bottom();
    picture.line(
        List.of(
            new Point(from.centerX(), isBelow ? from.bottom() : from.y()),
            new Point(from.centerX(), isBelow ? box.y() : box.bottom())),
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

  private static List<Piece> pieces(DmaStep step, Mapping mapping) {
    var pieces = new ArrayList<Piece>();
    if (!step.tlp().isEmpty()) {
      pieces.add(new Piece(step.tlp(), Type.STRONG, Tone.TEXT, false));
      Optional<Piece> none = withoutAddress(step, mapping);
      if (none.isPresent()) {
        pieces.add(none.get());
        return pieces;
      }
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

  /// What stands in place of an address that was never programmed, or that nobody can tell.
  private static Optional<Piece> withoutAddress(DmaStep step, Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed programmed ->
          step.address().isPresent() || isCompletion(step)
              ? Optional.empty()
              : Optional.of(
                  switch (programmed.how()) {
                    case BUS, DIRECT -> said("address not known", Tone.UNDETERMINED);
                    case TRANSLATED -> said("an IOVA of the allocator's choice", Tone.IOVA);
                    case BOUNCED -> said("a bounce buffer of the kernel's choice", Tone.PHYSICAL);
                  });
      case Mapping.Failed failed ->
          Optional.of(said("no address: " + failed.errno(), Tone.REFUSED));
      case Mapping.Undecided _ -> Optional.of(said("address not known", Tone.UNDETERMINED));
    };
  }

  /// A completion is routed by requester ID and has no address.
  private static boolean isCompletion(DmaStep step) {
    return step.event() == StepEvent.COMPLETION
        || step.event() == StepEvent.COMPLETE
        || step.tlp().startsWith("Cpl");
  }

  private static Piece said(String text, Tone tone) {
    return new Piece(text, Type.BODY, tone, false);
  }
}
