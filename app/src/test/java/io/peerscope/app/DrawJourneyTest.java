package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.document.Mode;
import io.peerscope.app.draw.Line;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.draw.Spot;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The training server of sample 9, drawn from a blank page: once with the mouse, once with keys.
/// The mouse needs a real window system: only there a drag belongs to where it began.
class DrawJourneyTest extends Journeys {

  private static final int MOST_GESTURES = 60;
  private static final Map<PaletteItem, KeyCode> KEYS =
      Map.of(
          PaletteItem.ROOT_COMPLEX, KeyCode.R,
          PaletteItem.ROOT_PORT, KeyCode.P,
          PaletteItem.SWITCH, KeyCode.S,
          PaletteItem.GPU, KeyCode.G,
          PaletteItem.NIC, KeyCode.N);

  private static final String REMOVE = "Remove what is selected";
  private static final String RENUMBER = "Give all numbers below this host bridge anew";
  private static final String SELECT_KIND = "Select all of this kind";
  private static final String ACS_AS_LINUX = "ACS as Linux sets it";
  private static final String ACS_WITHOUT_REDIRECT = "ACS without redirect";

  private int gestures;

  @Test
  @Tag("x11")
  void withTheMouseAlone() throws IOException {
    interact(window().document::startBlank);
    for (int bus : List.of(0x00, 0x80)) {
      drag(PaletteItem.ROOT_COMPLEX, new Spot.OnPage());
      Spot hostBridge = new Spot.OnHostBridge(new PciBus(0, bus));
      for (int device = 1; device <= 3; device++) {
        drag(PaletteItem.ROOT_PORT, hostBridge);
      }
      byMenu(new PciAddress(0, bus, 2, 0), REMOVE);
      for (int device : List.of(1, 3)) {
        drag(PaletteItem.SWITCH, new Spot.OnFunction(new PciAddress(0, bus, device, 0)));
        PciAddress upstream = window().document.selection().get().orElseThrow();
        for (PaletteItem card :
            List.of(PaletteItem.GPU, PaletteItem.NIC, PaletteItem.GPU, PaletteItem.NIC)) {
          drag(card, new Spot.OnFunction(upstream));
        }
      }
      byMenu(new PciAddress(0, bus, 1, 0), RENUMBER);
    }
    PciAddress rootPort = new PciAddress(0, 0, 1, 0);
    byMenu(rootPort, SELECT_KIND);
    byMenu(ACS_AS_LINUX);
    PciAddress downstream = new PciAddress(0, 2, 0, 0);
    byMenu(downstream, SELECT_KIND);
    byMenu(ACS_WITHOUT_REDIRECT);

    assertThatItIsTheSample();
  }

  @Test
  void withKeysAlone() throws IOException {
    key(KeyCode.CONTROL, KeyCode.E);
    for (int socket = 0; socket < 2; socket++) {
      add(PaletteItem.ROOT_COMPLEX);
      add(PaletteItem.ROOT_PORT);
      add(PaletteItem.ROOT_PORT);
      add(PaletteItem.ROOT_PORT);
      key(KeyCode.UP);
      key(KeyCode.DELETE);
      for (int n = 0; n < 2; n++) {
        add(PaletteItem.SWITCH);
        add(PaletteItem.GPU);
        add(PaletteItem.NIC);
        add(PaletteItem.GPU);
        add(PaletteItem.NIC);
      }
      key(KeyCode.CONTROL, KeyCode.R);
    }
    key(KeyCode.CONTROL, KeyCode.A);
    key(KeyCode.K);
    key(KeyCode.LEFT);
    key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    key(KeyCode.L);

    assertThatItIsTheSample();
  }

  @Test
  @Tag("x11")
  void whatCannotBeDroppedSaysWhyAndChangesNothing() {
    interact(window().document::startBlank);
    drag(PaletteItem.ROOT_COMPLEX, new Spot.OnPage());
    Platform before = window().document.drawn();

    drag(PaletteItem.GPU, new Spot.OnHostBridge(new PciBus(0, 0)));

    assertThat(window().document.drawn()).isSameAs(before);
    assertThat(text("notice-what")).startsWith("An endpoint needs a root port above it");
  }

  @Test
  @Tag("x11")
  void aSubtreeIsDraggedToAnotherPortAndUndoTakesItBack() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.E);
    assertThat(window().document.mode().get()).isEqualTo(Mode.DRAW);
    Platform before = window().document.drawn();
    drag(PaletteItem.ROOT_PORT, new Spot.OnHostBridge(new PciBus(0, 0)));
    PciAddress port = window().document.selection().get().orElseThrow();

    drag(at(new Spot.OnFunction(new PciAddress(0, 5, 0, 0))), at(new Spot.OnFunction(port)));

    PciAddress moved = window().document.selection().get().orElseThrow();
    assertThat(window().document.drawn().topology().upstreamPath(moved).functions()).contains(port);
    interact(() -> window().document.goToState(0));
    assertThat(window().document.drawn()).isEqualTo(before);
  }

  @Test
  @Tag("x11")
  void aLineFromADeviceToAPortConnectsThemAndAnImpossibleOneSaysWhy() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.E);
    PciAddress gpu = new PciAddress(0, 5, 0, 0);
    drag(PaletteItem.ROOT_PORT, new Spot.OnHostBridge(new PciBus(0, 0)));
    PciAddress port = window().document.selection().get().orElseThrow();
    Platform before = window().document.drawn();

    drag(at(new Line(gpu, false)), at(new Spot.OnFunction(new PciAddress(0, 4, 0, 0))));
    assertThat(window().document.drawn()).isSameAs(before);
    assertThat(text("notice-what")).endsWith("has no port to put anything below it");

    drag(at(new Line(port, true)), at(new Spot.OnFunction(gpu)));
    assertThat(window().document.drawn().topology().childrenOf(port)).hasSize(1);
    assertThat(window().document.history().get().undoName().orElseThrow()).startsWith("connect ");
  }

  // --- gestures
  // -----------------------------------------------------------------------------------

  private void drag(PaletteItem item, Spot to) {
    settle();
    Node row = find("palette-" + item.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    drag(row.localToScreen(20, row.getBoundsInLocal().getHeight() / 2), at(to));
  }

  private void drag(Point2D from, Point2D to) {
    moveTo(from).press(MouseButton.PRIMARY);
    moveTo(from.add(12, 6));
    moveTo(to).release(MouseButton.PRIMARY);
    gestures++;
    waitForWork();
  }

  /// Where a spot is on the screen; what is not seen is brought into view first.
  private Point2D at(Spot spot) {
    settle();
    if (!canvas().contains(local(spot))) {
      clickOn("#fit");
      gestures++;
      settle();
    }
    var found = new AtomicReference<>(Point2D.ZERO);
    interact(() -> found.set(canvas().localToScreen(local(spot))));
    return found.get();
  }

  /// The end of a line that can be drawn, on the screen.
  private Point2D at(Line line) {
    settle();
    var found = new AtomicReference<>(Point2D.ZERO);
    interact(() -> found.set(canvas().localToScreen(canvas().locate(line).orElseThrow())));
    return found.get();
  }

  private Point2D local(Spot spot) {
    TopologyCanvas canvas = canvas();
    return canvas.locate(spot).orElse(new Point2D(canvas.getWidth() / 2, canvas.getHeight() - 20));
  }

  /// What the last gesture changed has its place.
  private void settle() {
    waitForWork();
    interact(() -> {
      window().scene.getRoot().applyCss();
      window().scene.getRoot().layout();
    });
  }

  private TopologyCanvas canvas() {
    return (TopologyCanvas) find("canvas");
  }

  private void byMenu(PciAddress function, String command) {
    Point2D point = at(new Spot.OnFunction(function));
    choose(point, command);
  }

  /// On what is selected, by a click where nothing is.
  private void byMenu(String command) {
    choose(at(new Spot.OnPage()), command);
  }

  private void choose(Point2D point, String command) {
    moveTo(point).clickOn(MouseButton.SECONDARY);
    String item = "#action-" + command.toLowerCase(Locale.ROOT).replace(' ', '-');
    waitUntil(() -> lookup(item).tryQuery().isPresent());
    clickOn(item);
    waitUntil(() -> lookup(item).tryQuery().isEmpty());
    gestures += 2;
    waitForWork();
  }

  private void add(PaletteItem item) {
    key(KEYS.get(item));
  }

  private void key(KeyCode... keys) {
    hit(keys);
    gestures++;
  }

  // --- comparing
  // ----------------------------------------------------------------------------------

  private void assertThatItIsTheSample() throws IOException {
    byte[] text = Files.readAllBytes(OpenWindow.sample("09"));
    Platform sample = PlatformReader.read(List.of(new Input("09", text))).platform();
    Platform drawn =
        window()
            .document
            .drawn()
            .withCpu(sample.cpu())
            .withKernel(sample.kernel())
            .withIommu(sample.iommu());
    assertThat(kinds(drawn)).isEqualTo(kinds(sample));
    assertThat(acs(drawn)).isEqualTo(acs(sample));
    var expected = new LinuxP2pdma(sample);
    var actual = new LinuxP2pdma(drawn);
    for (PciFunction provider : sample.topology().functions()) {
      for (PciFunction client : sample.topology().functions()) {
        P2pDecision should = expected.decide(provider.address(), client.address());
        P2pDecision is = actual.decide(provider.address(), client.address());
        assertThat(is.type().ifKnown())
            .as("%s -> %s", client.address(), provider.address())
            .isEqualTo(should.type().ifKnown());
      }
    }
    assertThat(gestures).isLessThanOrEqualTo(MOST_GESTURES);
    System.out.printf("drawn in %d gestures%n", gestures);
  }

  private static SortedMap<PciAddress, Integer> acs(Platform platform) {
    var words = new TreeMap<PciAddress, Integer>();
    platform
        .topology()
        .functions()
        .forEach(function ->
            function
                .capabilities()
                .acs()
                .ifKnown()
                .flatMap(found -> found)
                .flatMap(acs -> acs.control().ifKnown())
                .ifPresent(word -> words.put(function.address(), word)));
    return words;
  }

  private static SortedMap<PciAddress, FunctionKind> kinds(Platform platform) {
    var kinds = new TreeMap<PciAddress, FunctionKind>();
    platform.topology().functions().forEach(it -> kinds.put(it.address(), it.kind()));
    return kinds;
  }
}
