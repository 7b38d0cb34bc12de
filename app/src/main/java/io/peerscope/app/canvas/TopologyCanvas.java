package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.DejaVuMeasure;
import io.peerscope.app.canvas.drawing.Detail;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Scene;
import io.peerscope.app.canvas.drawing.TextMeasure;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.FoldKey;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.canvas.tool.ChooseTool;
import io.peerscope.app.canvas.tool.DrawTool;
import io.peerscope.app.canvas.tool.Frame;
import io.peerscope.app.canvas.tool.Plug;
import io.peerscope.app.canvas.tool.Tool;
import io.peerscope.app.draw.Cargo;
import io.peerscope.app.draw.Carrier;
import io.peerscope.app.draw.Landing;
import io.peerscope.app.draw.Line;
import io.peerscope.app.draw.Spot;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;

/// Draws a platform, lets one move over it and choose functions, and shows a verdict on it.
///
/// It knows no document: whoever owns one binds these properties. The topology is on one canvas and
/// is drawn anew only when it or the view of it changes; what moves is on a second one above.
public final class TopologyCanvas extends BoundCanvas {

  private static final double ZOOM_STEP = 1.25;

  /// How near to the border of the window the keyboard may go.
  private static final double KEYBOARD_MARGIN = 24;

  private final ObservableSet<FoldKey> unfolded = FXCollections.observableSet();

  private final TextMeasure measure = new DejaVuMeasure();
  private final Layers layers = new Layers(measure);
  private final Camera camera = new Camera();
  private final MiniMap miniMap = new MiniMap(this::lookAt);
  private final KeyboardFocus focus = new KeyboardFocus(this::showFocus);
  private final CanvasMouse mouse = new CanvasMouse(this, camera);
  private final CanvasKeys keys = new CanvasKeys(this, focus);
  private final Set<PciAddress> shown = new HashSet<>();
  private final ObservableValue<Number> outputScale =
      sceneProperty()
          .flatMap(javafx.scene.Scene::windowProperty)
          .flatMap(Window::outputScaleXProperty)
          .orElse(1);

  private Consumer<PciAddress> onChosen = _ -> {};
  private Runnable onNothingChosen = () -> {};
  private DrawnMachine drawn = DrawnMachine.nothing();
  private Topology drawnTopology = Topology.empty();
  private final Tool chooseTool =
      new ChooseTool(this::pan, this::choose, () -> onNothingChosen.run());
  private final DrawTool drawTool = new DrawTool(new CanvasHands(this));
  private Optional<Drawing> drawing = Optional.empty();
  private Optional<Hauling> hauling = Optional.empty();
  private Optional<Frame> frame = Optional.empty();
  private Optional<DmaRequest> lastAsked = Optional.empty();
  private boolean pathIsNew;
  private boolean selectionIsNew;
  private boolean layoutDirty = true;
  private boolean groundDirty = true;
  private boolean overlayDirty = true;
  private boolean miniMapDirty = true;

  /// A canvas with an empty machine.
  public TopologyCanvas() {
    getStyleClass().add("topology-canvas");
    getChildren().addAll(layers.nodes());
    getChildren().add(miniMap);
    setPickOnBounds(true);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    watchProperties();
    watchInput();
  }

  private void watchProperties() {
    platform.subscribe(this::showPlatform);
    translators.subscribe(this::drawAnew);
    labels.subscribe(this::drawAnew);
    dark.subscribe(() -> {
      miniMapDirty = true;
      redrawAll();
    });
    outputScale.subscribe(this::redrawAll);
    client.subscribe(this::reveal);
    target.subscribe(this::reveal);
    selected.subscribe(this::followSelection);
    alsoSelected.subscribe(this::redrawOverlay);
    verdict.subscribe(this::showVerdict);
    step.subscribe(this::redrawOverlay);
    fraction.subscribe(this::redrawOverlay);
    stops.subscribe(this::redrawOverlay);
    companions.subscribe(this::redrawOverlay);
    found.subscribe(this::redrawOverlay);
    focusedProperty().subscribe(this::redrawOverlay);
    unfolded.addListener((SetChangeListener<FoldKey>) _ -> relayout());
  }

  private void watchInput() {
    mouse.install();
    addEventHandler(KeyEvent.KEY_PRESSED, keys::press);
  }

  // ---------------------------------------------------------------- what others bind and call

  /// The groups of like siblings that are open.
  public ObservableSet<FoldKey> unfolded() {
    return unfolded;
  }

  /// What happens when the user chooses a function with the mouse or with Enter.
  public void setOnChosen(Consumer<PciAddress> action) {
    onChosen = action;
  }

  /// What happens when the user clicks where nothing is.
  public void setOnNothingChosen(Runnable action) {
    onNothingChosen = action;
  }

  /// Forgets what was seen of the machine before: the next one is another.
  public void startAnew() {
    shown.clear();
    unfolded.clear();
    focus.startAnew();
    lastAsked = Optional.empty();
    camera.startAnew();
    relayout();
  }

  /// What drawing does to the machine.
  public interface Drawing {

    /// Functions were clicked or framed.
    ///
    /// @param adding whether they come on top of what is selected
    void select(List<PciAddress> functions, boolean adding);

    /// What is carried when a function is dragged away.
    ///
    /// @param copying whether it stays where it is
    Cargo cargo(PciAddress function, boolean copying);

    void land(Landing.Possible landing);

    /// Something was let go where it cannot be.
    void refused(Landing.Refused landing);
  }

  /// Whether the pointer draws or asks.
  public void setDrawing(Optional<Drawing> newDrawing) {
    mouse.cancel();
    drawing = newDrawing;
  }

  Optional<Drawing> drawing() {
    return drawing;
  }

  Tool tool() {
    return drawing.isPresent() ? drawTool : chooseTool;
  }

  /// Carries what is dragged in from elsewhere.
  public Carrier carrier() {
    return new CanvasCarrier(this);
  }

  /// The middle of what stands for a spot, in pixels of the canvas; empty where nothing does.
  public Optional<Point2D> locate(Spot spot) {
    layOutIfNeeded();
    return drawn.layout().boxOf(spot).map(Box::center).map(this::onCanvas);
  }

  /// Where a line can be begun, in pixels of the canvas; empty where none can.
  public Optional<Point2D> locate(Line line) {
    layOutIfNeeded();
    return drawn.layout().itemOf(line.from()).stream()
        .flatMap(item -> Plug.of(item, drawnTopology).stream())
        .filter(plug -> plug.line().equals(line))
        .map(plug -> onCanvas(plug.at()))
        .findFirst();
  }

  private Point2D onCanvas(Point at) {
    return new Point2D(
        at.x() * camera.scale() + camera.viewport().left(),
        at.y() * camera.scale() + camera.viewport().top());
  }

  /// Shows something at a point of the canvas that is carried.
  void haul(Cargo cargo, double x, double y) {
    haul(cargo, Optional.empty(), x, y);
  }

  /// Draws a line from a plug to a point of the canvas.
  void haulLine(Plug from, double x, double y) {
    haul(from.line(), Optional.of(from.at()), x, y);
  }

  private void haul(Cargo cargo, Optional<Point> start, double x, double y) {
    layOutIfNeeded();
    hauling =
        Optional.of(
            Hauling.over(
                cargo,
                start,
                platform.get(),
                drawn.layout(),
                camera.viewport().toPicture(x, y),
                camera.window(),
                contains(x, y)));
    redrawOverlay();
  }

  /// Lets go what is carried: it lands where it can.
  void letGo() {
    Optional<Hauling> carried = hauling;
    cancelHauling();
    if (carried.isPresent() && drawing.isPresent()) {
      switch (carried.get().landing().orElse(null)) {
        case Landing.Possible possible -> drawing.get().land(possible);
        case Landing.Refused refused -> drawing.get().refused(refused);
        case null -> {}
      }
    }
  }

  void cancelHauling() {
    hauling = Optional.empty();
    redrawOverlay();
  }

  void showFrame(Optional<Frame> newFrame) {
    frame = newFrame;
    redrawOverlay();
  }

  /// What stands by itself inside a frame; the members of groups as well.
  List<PciAddress> inside(Frame around) {
    return drawn.layout().itemsIn(around.box()).stream()
        .filter(item -> around.box().contains(item.box().center()))
        .flatMap(item -> Items.functionsOf(item).stream())
        .toList();
  }

  /// Shows the whole picture, and goes on doing so when the size changes.
  public void fit() {
    layOutIfNeeded();
    camera.aimAtAll();
    follow();
  }

  /// Shows the whole way of the DMA, both ends together; without one, the whole picture.
  public void fitPath() {
    layOutIfNeeded();
    if (extent().isEmpty()) {
      camera.aimAtAll();
    } else {
      camera.aimAtPath();
    }
    follow();
  }

  public void zoomIn() {
    camera.zoomInTheMiddle(ZOOM_STEP);
    redrawAll();
  }

  public void zoomOut() {
    camera.zoomInTheMiddle(1 / ZOOM_STEP);
    redrawAll();
  }

  /// Pixels on screen per pixel of the picture.
  public double scale() {
    return camera.scale();
  }

  /// Shows the picture in its natural size.
  public void actualSize() {
    camera.zoomInTheMiddle(1 / camera.scale());
    redrawAll();
  }

  /// Moves the picture so that a function is in the middle, unfolding its group.
  public void centerOn(PciAddress address) {
    shown.add(address);
    layoutDirty = true;
    layOutIfNeeded();
    drawn
        .layout()
        .itemOf(address)
        .ifPresent(item -> {
          camera.centerOn(item.box().center());
          redrawAll();
        });
  }

  // ---------------------------------------------------------------- drawing

  /// Other facts about the same machine, such as another kernel, leave the view as it is.
  private void showPlatform() {
    if (platform.get().topology().equals(drawnTopology)) {
      redrawAll();
      return;
    }
    boolean nothingMoves = TopologyLayout.areAlike(drawnTopology, platform.get().topology());
    drawnTopology = platform.get().topology();
    shown.removeIf(address -> drawnTopology.find(address).isEmpty());
    setAccessibleText("Topology of %d functions".formatted(platform.get().topology().size()));
    if (nothingMoves) {
      mouse.forget();
      drawAnew();
    } else {
      relayout();
    }
  }

  /// Takes a chosen function out of its group, where it is in one.
  private void reveal() {
    for (PciAddress address : chosen()) {
      if (drawn.layout().itemOf(address).orElse(null) instanceof Item.FoldCard
          && shown.add(address)) {
        layoutDirty = true;
        groundDirty = true;
      }
    }
    redrawOverlay();
  }

  /// While one draws, the keyboard is where the selection is, and that is seen.
  private void followSelection() {
    reveal();
    selectionIsNew = drawing.isPresent();
  }

  private void showSelection() {
    if (!selectionIsNew) {
      return;
    }
    selectionIsNew = false;
    Optional<Item> item = Optional.ofNullable(selected.get()).flatMap(drawn.layout()::itemOf);
    focus.follow(item);
    item.ifPresent(this::bringIntoWindow);
  }

  private void bringIntoWindow(Item item) {
    Box window = camera.window().grownBy(-KEYBOARD_MARGIN / camera.scale());
    if (!window.contains(item.box().center())) {
      camera.centerOn(item.box().center());
      groundDirty = true;
    }
  }

  private List<PciAddress> chosen() {
    return Stream.of(client.get(), target.get(), selected.get())
        .flatMap(address -> Optional.<PciAddress>ofNullable(address).stream())
        .toList();
  }

  private void drawAnew() {
    if (!layoutDirty) {
      drawn = drawn.with(drawnTopology, translators.get(), labels.get(), measure);
    }
    redrawAll();
  }

  private void relayout() {
    layoutDirty = true;
    redrawAll();
  }

  void redrawAll() {
    groundDirty = true;
    redrawOverlay();
  }

  void redrawOverlay() {
    overlayDirty = true;
    requestLayout();
  }

  /// Another DMA is brought into view as a whole; the same one under other rules moves nothing.
  private void showVerdict() {
    Optional<DmaRequest> asked = Optional.ofNullable(verdict.get()).map(Verdict::request);
    redrawOverlay();
    miniMapDirty = true;
    if (asked.isEmpty() || asked.equals(lastAsked)) {
      return;
    }
    lastAsked = asked;
    pathIsNew = true;
  }

  private void bringPathIntoView() {
    if (!pathIsNew) {
      return;
    }
    pathIsNew = false;
    if (extent().filter(path -> camera.bringIntoView(path, drawn.layout().bounds())).isPresent()) {
      groundDirty = true;
      overlayDirty = true;
    }
  }

  /// The box around the way of the DMA.
  private Optional<Box> extent() {
    return Optional.ofNullable(verdict.get()).flatMap(drawn.scene()::extent);
  }

  private void follow() {
    camera.follow(drawn.layout().bounds(), extent());
    redrawAll();
  }

  private void lookAt(Point point) {
    camera.lookAt(point);
    redrawAll();
  }

  /// Where everything stands now.
  TopologyLayout layoutNow() {
    layOutIfNeeded();
    return drawn.layout();
  }

  /// The machine that is drawn.
  Topology topology() {
    return drawnTopology;
  }

  private void layOutIfNeeded() {
    if (!layoutDirty) {
      return;
    }
    layoutDirty = false;
    Topology topology = platform.get().topology();
    chosen().stream().filter(address -> topology.find(address).isPresent()).forEach(shown::add);
    drawn = DrawnMachine.of(topology, translators.get(), unfolded, shown, labels.get(), measure);
    miniMapDirty = true;
    focus.takeOver(drawn.walk(), drawn.layout());
    mouse.forget();
    if (!camera.isFree()) {
      camera.follow(drawn.layout().bounds(), extent());
    }
  }

  @Override
  protected void layoutChildren() {
    resizeLayers();
    layOutIfNeeded();
    bringPathIntoView();
    showSelection();
    if (groundDirty) {
      groundDirty = false;
      layers.paintGround(drawn, camera, palette(), outputScale.getValue().doubleValue());
    }
    placeMiniMap();
    if (overlayDirty) {
      overlayDirty = false;
      layers.paintOverlay(drawn, above(), camera, palette(), outputScale.getValue().doubleValue());
    }
  }

  private void resizeLayers() {
    camera.resize(getWidth(), getHeight());
    boolean resized = layers.resize(getWidth(), getHeight());
    if (resized) {
      groundDirty = true;
      overlayDirty = true;
    }
    if (resized && !camera.isFree()) {
      layOutIfNeeded();
      camera.follow(drawn.layout().bounds(), extent());
    }
  }

  /// The small picture stands in a corner as long as the large one does not fit.
  private void placeMiniMap() {
    boolean wanted = miniMap.isWanted(drawn.layout().bounds(), camera);
    miniMap.setVisible(wanted);
    if (!wanted) {
      return;
    }
    if (miniMapDirty) {
      miniMapDirty = false;
      miniMap.draw(drawn.layout(), palette(), extent(), outputScale.getValue().doubleValue());
    }
    miniMap.frame(camera.window());
    miniMap.standBeside(
        chosen().stream()
            .flatMap(address -> drawn.layout().itemOf(address).stream())
            .map(Item::box)
            .toList(),
        camera);
  }

  private Palette palette() {
    return dark.get() ? Palette.DARK : Palette.LIGHT;
  }

  private Above above() {
    return new Above(
        scene(),
        companions.get(),
        stops.get(),
        found.get(),
        hauling.map(Hauling::hovering),
        frame.map(Frame::box),
        mouse.plugs().stream().map(Plug::at).toList());
  }

  private Scene scene() {
    return new Scene(
        Optional.ofNullable(verdict.get()),
        step.get(),
        fraction.get(),
        Optional.ofNullable(selected.get()),
        alsoSelected.get(),
        Optional.ofNullable(client.get()),
        Optional.ofNullable(target.get()),
        isFocused() ? focus.function() : Optional.empty(),
        camera.window(),
        Detail.atScale(camera.scale()),
        miniMap.covered(camera));
  }

  // ---------------------------------------------------------------- what the hand does

  void choose(Item item) {
    switch (item) {
      case Item.FoldCard card -> {
        if (!unfolded.remove(card.key())) {
          unfolded.add(card.key());
        }
      }
      case Item.PortChip chip -> choose(chip.address());
      case Item.FunctionCard card -> choose(card.address());
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> {}
    }
  }

  private void choose(PciAddress function) {
    drawing.ifPresentOrElse(
        hand -> hand.select(List.of(function), false), () -> onChosen.accept(function));
  }

  void pan(double dx, double dy) {
    camera.pan(dx, dy);
    redrawAll();
  }

  // ---------------------------------------------------------------- keyboard

  private void showFocus(Optional<Item> item) {
    item.ifPresent(found -> {
      setAccessibleText(Items.describe(found, platform.get().topology()));
      bringIntoWindow(found);
      drawing.ifPresent(hand -> hand.select(Items.functionsOf(found), false));
    });
    redrawOverlay();
  }
}
