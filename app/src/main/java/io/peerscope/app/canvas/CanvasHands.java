package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.tool.DrawTool;
import io.peerscope.app.canvas.tool.Frame;
import io.peerscope.app.canvas.tool.Plug;
import io.peerscope.app.canvas.tool.Pointer;
import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;

/// What the tool for drawing does to a canvas.
final class CanvasHands implements DrawTool.Hands {

  private final TopologyCanvas canvas;
  private Optional<PciAddress> taken = Optional.empty();

  CanvasHands(TopologyCanvas canvas) {
    this.canvas = canvas;
  }

  @Override
  public void pan(double dx, double dy) {
    canvas.pan(dx, dy);
  }

  @Override
  public void select(Item item, boolean adding) {
    if (item instanceof Item.FoldCard && !adding) {
      canvas.choose(item);
    } else {
      canvas.drawing().ifPresent(hand -> hand.select(Items.functionsOf(item), adding));
    }
  }

  @Override
  public void selectNothing() {
    canvas.drawing().ifPresent(hand -> hand.select(List.of(), false));
  }

  @Override
  public void select(Frame frame) {
    canvas.drawing().ifPresent(hand -> hand.select(canvas.inside(frame), false));
  }

  /// What is folded stays together.
  @Override
  public boolean take(Item item) {
    taken = item instanceof Item.FoldCard ? Optional.empty() : Items.functionOf(item);
    return taken.isPresent();
  }

  @Override
  public void carry(Pointer to, boolean copying) {
    taken.ifPresent(function ->
        canvas
            .drawing()
            .ifPresent(hand ->
                canvas.haul(hand.cargo(function, copying), to.screen().x(), to.screen().y())));
  }

  @Override
  public void draw(Plug from, Pointer to) {
    canvas.haulLine(from, to.screen().x(), to.screen().y());
  }

  @Override
  public void letGo() {
    canvas.letGo();
  }

  @Override
  public void cancel() {
    canvas.cancelHauling();
  }

  @Override
  public void show(Optional<Frame> frame) {
    canvas.showFrame(frame);
  }
}
