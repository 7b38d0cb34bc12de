package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.document.Question;
import io.peerscope.app.draw.AcsPreset;
import io.peerscope.app.draw.Carrier;
import io.peerscope.app.draw.Landing;
import io.peerscope.app.draw.Line;
import io.peerscope.app.draw.Palette;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.draw.Spot;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.PlatformFactEdit;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Brings windows into states of drawing, for pictures.
final class DrawStates {

  private final OpenWindow window;
  private final Palette palette = new Palette();

  private DrawStates(OpenWindow window) {
    this.window = window;
  }

  static void blank(OpenWindow window) {
    window.document.startBlank();
  }

  /// A card that is let go on a root bus in a moment, where it cannot be.
  static void refused(OpenWindow window) {
    var states = new DrawStates(window);
    states.build(1, 1);
    carry(window, states.palette, PaletteItem.GPU, new Spot.OnHostBridge(new PciBus(0, 0)));
  }

  /// A card above a free port.
  static void landing(OpenWindow window) {
    var states = new DrawStates(window);
    states.build(1, 1);
    window.document.edit(new RemoveSubtree(states.firstOf(FunctionKind.ENDPOINT)));
    carry(
        window,
        states.palette,
        PaletteItem.NIC,
        new Spot.OnFunction(states.firstOf(FunctionKind.UPSTREAM_PORT)));
  }

  /// A line from a free port that ends at a card.
  static void connect(OpenWindow window) {
    var states = new DrawStates(window);
    states.build(1, 1);
    PciAddress card = states.firstOf(FunctionKind.ENDPOINT);
    PciAddress port = states.add(PaletteItem.ROOT_PORT, new Spot.OnHostBridge(new PciBus(0, 0)));
    draw(window, new Line(card, false), new Spot.OnFunction(port));
  }

  /// A line between two cards.
  static void connectRefused(OpenWindow window) {
    var states = new DrawStates(window);
    states.build(1, 1);
    List<PciAddress> cards = states.allOf(FunctionKind.ENDPOINT);
    draw(window, new Line(cards.getFirst(), false), new Spot.OnFunction(cards.getLast()));
  }

  private static void draw(OpenWindow window, Line line, Spot to) {
    TopologyCanvas canvas = (TopologyCanvas) window.scene.lookup("#canvas");
    canvas.fit();
    canvas.layout();
    fire(canvas, MouseEvent.MOUSE_PRESSED, canvas.locate(line).orElseThrow());
    fire(canvas, MouseEvent.MOUSE_DRAGGED, canvas.locate(to).orElseThrow());
  }

  private static void fire(Node node, EventType<MouseEvent> type, Point2D at) {
    Point2D scene = node.localToScene(at);
    Event.fireEvent(
        node,
        new MouseEvent(
            type,
            scene.getX(),
            scene.getY(),
            scene.getX(),
            scene.getY(),
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            false,
            false,
            false,
            null));
  }

  /// The page of settings above a picture with its legend.
  static void settings(OpenWindow window) {
    window.habits.change(it -> it.with(chosen -> chosen.withLegend(true)));
    Event.fireEvent(
        window.scene.lookup("#canvas"),
        new KeyEvent(KeyEvent.KEY_PRESSED, ",", ",", KeyCode.COMMA, false, true, false, false));
  }

  private static void carry(OpenWindow window, Palette palette, PaletteItem item, Spot spot) {
    TopologyCanvas canvas = (TopologyCanvas) window.scene.lookup("#canvas");
    canvas.fit();
    canvas.layout();
    Carrier carrier = canvas.carrier();
    Point2D at = canvas.localToScene(canvas.locate(spot).orElseThrow());
    carrier.take(palette.take(item));
    carrier.carryTo(at.getX(), at.getY());
  }

  /// The training server as it grows.
  ///
  /// @param sockets how many of its two sockets stand
  /// @param switches how many switches the last of them has
  static void build(OpenWindow window, int sockets, int switches) {
    new DrawStates(window).build(sockets, switches);
    ((TopologyCanvas) window.scene.lookup("#canvas")).fit();
  }

  private void build(int sockets, int switches) {
    window.document.startBlank();
    for (int socket = 1; socket <= sockets; socket++) {
      PciAddress root = add(PaletteItem.ROOT_COMPLEX, new Spot.OnPage());
      int wanted = socket < sockets ? 2 : switches;
      for (int n = 0; n < wanted; n++) {
        PciAddress port = add(PaletteItem.ROOT_PORT, new Spot.OnFunction(root));
        PciAddress upstream = add(PaletteItem.SWITCH, new Spot.OnFunction(port));
        for (PaletteItem card :
            List.of(PaletteItem.GPU, PaletteItem.NIC, PaletteItem.GPU, PaletteItem.NIC)) {
          add(card, new Spot.OnFunction(upstream));
        }
      }
      window.document.edit(new Renumber(root.onBus()));
    }
  }

  /// ACS as Linux sets it on every port: what the matrix then says.
  static void redirect(OpenWindow window) {
    build(window, 2, 2);
    window.document.edit(
        AcsPreset.LINUX.label(),
        AcsPreset.LINUX.edits(
            window.document.drawn(),
            window.document.drawn().topology().functions().stream()
                .map(PciFunction::address)
                .toList()));
  }

  /// Three watched pairs of which an edit changed two.
  static void watch(OpenWindow window) {
    build(window, 2, 2);
    window.document.edit(
        new PlatformFactEdit.SetCpu(Fact.known(new Cpu("GenuineIntel", 6), new EditedByHand())));
    window.document.edit(
        new PlatformFactEdit.SetIommu(Fact.known(IommuMode.TRANSLATED, new EditedByHand())));
    for (String pair : List.of("04:00.0 -> 03:00.0", "04:00.0 -> 09:00.0", "04:00.0 -> 83:00.0")) {
      Question.parse(pair).ifPresent(window.document::ask);
      window.document.watch();
    }
    var port = new PciAddress(0, 2, 1, 0);
    Platform.runLater(() ->
        window.document.edit(
            AcsPreset.LINUX.label(),
            AcsPreset.LINUX.edits(window.document.drawn(), List.of(port))));
  }

  private PciAddress firstOf(FunctionKind kind) {
    return allOf(kind).getFirst();
  }

  private List<PciAddress> allOf(FunctionKind kind) {
    return window.document.drawn().topology().functions().stream()
        .filter(it -> it.kind() == kind)
        .map(PciFunction::address)
        .toList();
  }

  private PciAddress add(PaletteItem item, Spot spot) {
    Landing landing = palette.take(item).at(window.document.drawn(), spot);
    ((Landing.Possible) landing).deed().accept(window.document);
    return window.document.selection().get().orElseThrow();
  }
}
