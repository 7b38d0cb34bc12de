package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.DejaVuMeasure;
import io.peerscope.app.canvas.drawing.Detail;
import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Mark;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Scene;
import io.peerscope.app.canvas.drawing.ScenePicture;
import io.peerscope.app.canvas.drawing.TextMeasure;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.drawing.TopologyPicture;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.FoldKey;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Draws a platform, lets one move over it and choose functions, and shows a verdict on it.
///
/// It knows no document: whoever owns one binds these properties. The topology is on one canvas and
/// is drawn anew only when it or the view of it changes; what moves is on a second one above.
public final class TopologyCanvas extends Region {

  private static final double ZOOM_STEP = 1.25;
  private static final double PAN_STEP = 64;
  private static final double CLICK_DISTANCE = 4;
  private static final double GRID_STEP = 24;
  private static final double CORNER = 12;

  /// Labels do not get smaller than at this scale.
  private static final double LEAST_LABELS = 0.85;

  /// What decides the part of the picture that is shown, also when the size changes.
  private enum View {
    /// All of it where it can be read, else the way of the DMA or the upper part.
    OPENING,
    ALL,
    PATH,
    /// Where the user moved it.
    FREE
  }

  private final ObjectProperty<Platform> platform =
      new SimpleObjectProperty<>(this, "platform", Platform.of(Topology.empty()));
  private final ObjectProperty<TranslatorPlacement> translators =
      new SimpleObjectProperty<>(this, "translators", TranslatorPlacement.Named.SWITCHES);
  private final BooleanProperty dark = new SimpleBooleanProperty(this, "dark", false);
  private final ObjectProperty<@Nullable PciAddress> selected =
      new SimpleObjectProperty<>(this, "selected");
  private final ObjectProperty<@Nullable PciAddress> client =
      new SimpleObjectProperty<>(this, "client");
  private final ObjectProperty<@Nullable PciAddress> target =
      new SimpleObjectProperty<>(this, "target");
  private final ObjectProperty<@Nullable Verdict> verdict =
      new SimpleObjectProperty<>(this, "verdict");
  private final IntegerProperty step = new SimpleIntegerProperty(this, "step", -1);
  private final DoubleProperty fraction = new SimpleDoubleProperty(this, "fraction", 1);
  private final ObservableSet<FoldKey> unfolded = FXCollections.observableSet();

  private final Canvas ground = new Canvas();
  private final Canvas overlay = new Canvas();
  private final TextMeasure measure = new DejaVuMeasure();
  private final Tooltip tooltip = new Tooltip();
  private final Set<PciAddress> shown = new HashSet<>();
  private final ObservableValue<Number> outputScale =
      sceneProperty()
          .flatMap(javafx.scene.Scene::windowProperty)
          .flatMap(Window::outputScaleXProperty)
          .orElse(1);

  private Consumer<PciAddress> onChosen = _ -> {};
  private Runnable onNothingChosen = () -> {};
  private TopologyLayout layout = TopologyLayout.of(Topology.empty());
  private TopologyPicture groundPicture =
      new TopologyPicture(
          layout, Topology.empty(), TranslatorPlacement.Named.NONE, new DejaVuMeasure());
  private ScenePicture scenePicture =
      new ScenePicture(layout, Topology.empty(), groundPicture, measure);
  private Topology drawnTopology = Topology.empty();
  private KeyboardWalk walk = new KeyboardWalk(List.of());
  private Optional<Item> focusItem = Optional.empty();
  private Optional<Item> hovered = Optional.empty();
  private Viewport viewport = Viewport.START;
  private final MiniMap miniMap = new MiniMap(this::lookAt);
  private View view = View.OPENING;
  private Optional<DmaRequest> lastAsked = Optional.empty();
  private boolean miniMapDirty = true;
  private boolean pathIsNew;
  private boolean layoutDirty = true;
  private boolean groundDirty = true;
  private boolean overlayDirty = true;
  private Point pressedAt = new Point(0, 0);
  private Point draggedFrom = new Point(0, 0);
  private boolean dragging;

  /// A canvas with an empty machine.
  public TopologyCanvas() {
    getStyleClass().add("topology-canvas");
    getChildren().addAll(ground, overlay, miniMap);
    ground.setManaged(false);
    overlay.setManaged(false);
    overlay.setMouseTransparent(true);
    ground.setMouseTransparent(true);
    setPickOnBounds(true);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    tooltip.setShowDelay(Duration.millis(350));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(480);
    watchProperties();
    watchInput();
  }

  private void watchProperties() {
    platform.subscribe(this::showPlatform);
    translators.subscribe(this::relayout);
    dark.subscribe(() -> {
      miniMapDirty = true;
      redrawAll();
    });
    outputScale.subscribe(this::redrawAll);
    client.subscribe(this::reveal);
    target.subscribe(this::reveal);
    selected.subscribe(this::reveal);
    verdict.subscribe(this::showVerdict);
    step.subscribe(this::redrawOverlay);
    fraction.subscribe(this::redrawOverlay);
    focusedProperty().subscribe(this::redrawOverlay);
    unfolded.addListener((SetChangeListener<FoldKey>) _ -> relayout());
  }

  private void watchInput() {
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    addEventHandler(MouseEvent.MOUSE_MOVED, event -> hover(event.getX(), event.getY()));
    addEventHandler(MouseEvent.MOUSE_EXITED, _ -> showTooltip(Optional.empty()));
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  // ---------------------------------------------------------------- what others bind and call

  /// The machine on show.
  public ObjectProperty<Platform> platformProperty() {
    return platform;
  }

  /// Where soft-IOMMU translators are drawn.
  public ObjectProperty<TranslatorPlacement> translatorsProperty() {
    return translators;
  }

  /// Whether the dark palette is used.
  public BooleanProperty darkProperty() {
    return dark;
  }

  /// The selected function, or null.
  public ObjectProperty<@Nullable PciAddress> selectedProperty() {
    return selected;
  }

  /// The function that issues the DMA, or null.
  public ObjectProperty<@Nullable PciAddress> clientProperty() {
    return client;
  }

  /// The function the DMA is aimed at, or null.
  public ObjectProperty<@Nullable PciAddress> targetProperty() {
    return target;
  }

  /// The verdict whose path is drawn, or null.
  public ObjectProperty<@Nullable Verdict> verdictProperty() {
    return verdict;
  }

  /// Index into the verdict's steps, from 0; -1 draws the whole path without a packet.
  public IntegerProperty stepProperty() {
    return step;
  }

  /// How much of the step is over, 0 to 1: at 0 the packet is where the last step left it, at 1 it
  /// is at the place of this step.
  public DoubleProperty fractionProperty() {
    return fraction;
  }

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

  /// Shows the whole picture, and goes on doing so when the size changes.
  public void fit() {
    layOutIfNeeded();
    view = View.ALL;
    show(following());
  }

  /// Shows the whole way of the DMA, both ends together; without one, the whole picture.
  public void fitPath() {
    layOutIfNeeded();
    view = extent().isPresent() ? View.PATH : View.ALL;
    show(following());
  }

  public void zoomIn() {
    zoom(width() / 2, height() / 2, ZOOM_STEP);
  }

  public void zoomOut() {
    zoom(width() / 2, height() / 2, 1 / ZOOM_STEP);
  }

  /// Shows the picture in its natural size.
  public void actualSize() {
    zoom(width() / 2, height() / 2, 1 / viewport.scale());
  }

  /// Moves the picture so that a function is in the middle, unfolding its group.
  public void centerOn(PciAddress address) {
    shown.add(address);
    layoutDirty = true;
    layOutIfNeeded();
    layout
        .itemOf(address)
        .ifPresent(item -> {
          view = View.FREE;
          show(viewport.centeredOn(item.box().center(), width(), height()));
        });
  }

  // ---------------------------------------------------------------- drawing

  /// Other facts about the same machine, such as another kernel, leave the view as it is.
  private void showPlatform() {
    if (platform.get().topology().equals(drawnTopology)) {
      relayout();
      return;
    }
    drawnTopology = platform.get().topology();
    shown.clear();
    focusItem = Optional.empty();
    lastAsked = Optional.empty();
    view = View.OPENING;
    setAccessibleText("Topology of %d functions".formatted(platform.get().topology().size()));
    relayout();
  }

  /// Takes a chosen function out of its group, where it is in one.
  private void reveal() {
    for (PciAddress address : chosen()) {
      if (layout.itemOf(address).orElse(null) instanceof Item.FoldCard && shown.add(address)) {
        layoutDirty = true;
        groundDirty = true;
      }
    }
    redrawOverlay();
  }

  private List<PciAddress> chosen() {
    return Stream.of(client.get(), target.get(), selected.get())
        .flatMap(address -> Optional.<PciAddress>ofNullable(address).stream())
        .toList();
  }

  private void relayout() {
    layoutDirty = true;
    redrawAll();
  }

  private void redrawAll() {
    groundDirty = true;
    redrawOverlay();
  }

  private void redrawOverlay() {
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
    Optional<Box> extent = extent();
    if (extent.isEmpty() || viewport.shows(extent.get(), width(), height())) {
      return;
    }
    view = view == View.OPENING ? View.OPENING : View.PATH;
    viewport = following();
    groundDirty = true;
    overlayDirty = true;
  }

  private Optional<Box> extent() {
    return Optional.ofNullable(verdict.get()).flatMap(scenePicture::extent);
  }

  /// The part of the picture that goes with the size until the user moves or zooms.
  private Viewport following() {
    Box all = layout.bounds();
    return switch (view) {
      case ALL -> Viewport.fitting(all, width(), height());
      case OPENING ->
          Viewport.isReadable(all, width(), height())
              ? Viewport.fitting(all, width(), height())
              : aroundPath().orElseGet(() -> Viewport.opening(all, width(), height()));
      case PATH -> aroundPath().orElse(viewport);
      case FREE -> viewport;
    };
  }

  private Optional<Viewport> aroundPath() {
    return extent().map(part -> Viewport.around(part, layout.bounds(), width(), height()));
  }

  private void lookAt(Point point) {
    view = View.FREE;
    show(viewport.lookingAt(point, width(), height()));
  }

  private double width() {
    return Math.max(1, getWidth());
  }

  private double height() {
    return Math.max(1, getHeight());
  }

  private void show(Viewport next) {
    viewport = next;
    redrawAll();
  }

  private void layOutIfNeeded() {
    if (!layoutDirty) {
      return;
    }
    layoutDirty = false;
    Topology topology = platform.get().topology();
    chosen().stream().filter(address -> topology.find(address).isPresent()).forEach(shown::add);
    layout = TopologyLayout.of(topology, Set.copyOf(unfolded), Set.copyOf(shown));
    groundPicture = new TopologyPicture(layout, topology, translators.get(), measure);
    scenePicture = new ScenePicture(layout, topology, groundPicture, measure);
    miniMapDirty = true;
    walk = new KeyboardWalk(layout.items());
    focusItem = focusItem.flatMap(TopologyCanvas::functionOf).flatMap(layout::itemOf);
    hovered = Optional.empty();
  }

  @Override
  protected void layoutChildren() {
    resizeLayers();
    layOutIfNeeded();
    bringPathIntoView();
    if (groundDirty) {
      groundDirty = false;
      paintGround();
    }
    placeMiniMap();
    if (overlayDirty) {
      overlayDirty = false;
      paintOverlay();
    }
  }

  private void resizeLayers() {
    if (ground.getWidth() == getWidth() && ground.getHeight() == getHeight()) {
      if (view != View.FREE && groundDirty && layoutDirty) {
        layOutIfNeeded();
        viewport = following();
      }
      return;
    }
    for (Canvas layer : List.of(ground, overlay)) {
      layer.setWidth(getWidth());
      layer.setHeight(getHeight());
    }
    groundDirty = true;
    overlayDirty = true;
    if (view != View.FREE) {
      layOutIfNeeded();
      viewport = following();
    }
  }

  /// The small picture stands in the corner as long as the large one does not fit.
  private void placeMiniMap() {
    boolean wanted =
        layout.bounds().height() > 0
            && width() > 360
            && height() > 240
            && !viewport.shows(layout.bounds().grownBy(-16), width(), height());
    miniMap.setVisible(wanted);
    if (!wanted) {
      return;
    }
    if (miniMapDirty) {
      miniMapDirty = false;
      miniMap.draw(layout, palette(), extent());
    }
    miniMap.frame(viewport.window(width(), height()));
    for (Point corner : corners()) {
      miniMap.relocate(corner.x(), corner.y());
      if (!hidesAnEnd()) {
        return;
      }
    }
  }

  /// Where the small picture may stand, the last one where all others hide an end of the DMA.
  private List<Point> corners() {
    double right = Math.rint(width() - miniMap.getWidth() - CORNER);
    double bottom = Math.rint(height() - miniMap.getHeight() - CORNER);
    return List.of(
        new Point(right, bottom),
        new Point(right, CORNER),
        new Point(CORNER, bottom),
        new Point(right, bottom));
  }

  private boolean hidesAnEnd() {
    return chosen().stream()
        .flatMap(address -> layout.itemOf(address).stream())
        .anyMatch(item -> covered().stream().anyMatch(item.box()::overlaps));
  }

  /// The part of the picture below the small one.
  private List<Box> covered() {
    if (!miniMap.isVisible()) {
      return List.of();
    }
    Point corner = viewport.toPicture(miniMap.getLayoutX(), miniMap.getLayoutY());
    return List.of(
        new Box(
            corner.x(),
            corner.y(),
            (miniMap.getWidth() + CORNER) / viewport.scale(),
            (miniMap.getHeight() + CORNER) / viewport.scale()));
  }

  private Palette palette() {
    return dark.get() ? Palette.DARK : Palette.LIGHT;
  }

  private FxPainter painter(GraphicsContext gc, double factor) {
    return new FxPainter(
        gc,
        palette(),
        viewport.scale() * factor,
        viewport.left(),
        viewport.top(),
        outputScale.getValue().doubleValue());
  }

  private void paintGround() {
    GraphicsContext gc = ground.getGraphicsContext2D();
    gc.setFill(Color.web(palette().of(Tone.CANVAS).toString()));
    gc.fillRect(0, 0, width(), height());
    paintGrid(gc);
    Box window = viewport.window(width(), height());
    List<Mark> marks = groundPicture.draw(window, Detail.atScale(viewport.scale())).marks();
    painter(gc, 1).paint(marks);
  }

  private void paintGrid(GraphicsContext gc) {
    double gap = GRID_STEP * viewport.scale();
    if (gap < 10) {
      return;
    }
    gc.setFill(Color.web(palette().of(Tone.GRID).toString()));
    for (double x = viewport.left() % gap; x < width(); x += gap) {
      gc.fillRect(Math.rint(x), 0, 1, height());
    }
  }

  private void paintOverlay() {
    GraphicsContext gc = overlay.getGraphicsContext2D();
    gc.clearRect(0, 0, width(), height());
    var scene =
        new Scene(
            Optional.ofNullable(verdict.get()),
            step.get(),
            fraction.get(),
            Optional.ofNullable(selected.get()),
            Optional.ofNullable(client.get()),
            Optional.ofNullable(target.get()),
            isFocused() ? focusItem.flatMap(TopologyCanvas::functionOf) : Optional.empty(),
            viewport.window(width(), height()),
            Detail.atScale(viewport.scale()),
            covered());
    painter(gc, 1).paint(scenePicture.draw(scene).marks());
    double factor = Math.max(1, LEAST_LABELS / viewport.scale());
    painter(gc, factor).paint(scenePicture.drawLabels(scene, factor).marks());
  }

  // ---------------------------------------------------------------- mouse

  private void press(MouseEvent event) {
    requestFocus();
    pressedAt = new Point(event.getX(), event.getY());
    draggedFrom = pressedAt;
    dragging = false;
    event.consume();
  }

  private void drag(MouseEvent event) {
    Point now = new Point(event.getX(), event.getY());
    dragging |= now.distanceTo(pressedAt) > CLICK_DISTANCE;
    if (dragging) {
      setCursor(Cursor.CLOSED_HAND);
      pan(now.x() - draggedFrom.x(), now.y() - draggedFrom.y());
      draggedFrom = now;
    }
    event.consume();
  }

  private void release(MouseEvent event) {
    setCursor(Cursor.DEFAULT);
    if (!dragging && event.getButton() == MouseButton.PRIMARY) {
      Optional<Item> item = itemAt(event.getX(), event.getY());
      if (item.isPresent()) {
        choose(item.get());
      } else {
        onNothingChosen.run();
      }
    }
    dragging = false;
    event.consume();
  }

  private Optional<Item> itemAt(double x, double y) {
    layOutIfNeeded();
    return layout.at(viewport.toPicture(x, y));
  }

  private void choose(Item item) {
    switch (item) {
      case Item.FoldCard card -> {
        if (!unfolded.remove(card.key())) {
          unfolded.add(card.key());
        }
      }
      case Item.PortChip chip -> onChosen.accept(chip.address());
      case Item.FunctionCard card -> onChosen.accept(card.address());
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> {}
    }
  }

  private void hover(double x, double y) {
    Optional<Item> item = itemAt(x, y);
    if (!item.equals(hovered)) {
      hovered = item;
      setCursor(item.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
      showTooltip(item);
    }
  }

  private void showTooltip(Optional<Item> item) {
    Optional<String> text = item.map(this::describe);
    if (text.isPresent()) {
      tooltip.setText(text.get());
      Tooltip.install(this, tooltip);
    } else {
      tooltip.hide();
      Tooltip.uninstall(this, tooltip);
    }
  }

  private String describe(Item item) {
    if (item instanceof Item.FoldCard card) {
      return FunctionTip.of(card);
    }
    return functionOf(item)
        .flatMap(address -> platform.get().topology().find(address))
        .map(FunctionTip::of)
        .orElse("");
  }

  private static Optional<PciAddress> functionOf(Item item) {
    return switch (item) {
      case Item.PortChip chip -> Optional.of(chip.address());
      case Item.FunctionCard card -> Optional.of(card.address());
      case Item.FoldCard card -> Optional.of(card.members().getFirst());
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> Optional.empty();
    };
  }

  private void scroll(ScrollEvent event) {
    if (event.getDeltaY() == 0 && event.getDeltaX() == 0) {
      return;
    }
    if (event.isShiftDown()) {
      pan(event.getDeltaX() + event.getDeltaY(), 0);
    } else {
      zoom(event.getX(), event.getY(), Math.exp(event.getDeltaY() * 0.004));
    }
    event.consume();
  }

  private void pan(double dx, double dy) {
    view = View.FREE;
    show(viewport.movedBy(dx, dy));
  }

  private void zoom(double x, double y, double factor) {
    view = View.FREE;
    show(viewport.zoomedAt(x, y, factor));
  }

  // ---------------------------------------------------------------- keyboard

  private void key(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    if (handle(event.getCode(), event.isShiftDown())) {
      event.consume();
    }
  }

  private boolean handle(KeyCode code, boolean shift) {
    return switch (code) {
      case PLUS, EQUALS, ADD -> done(this::zoomIn);
      case MINUS, SUBTRACT -> done(this::zoomOut);
      case DIGIT1, NUMPAD1 -> done(this::actualSize);
      case F -> done(this::fit);
      case P -> done(this::fitPath);
      case TAB -> focusOn(walk.after(focusItem, shift ? -1 : 1));
      case LEFT -> go(-1, 0, shift);
      case RIGHT -> go(1, 0, shift);
      case UP -> go(0, -1, shift);
      case DOWN -> go(0, 1, shift);
      case PAGE_UP -> done(() -> pan(0, height() * 0.8));
      case PAGE_DOWN -> done(() -> pan(0, -height() * 0.8));
      case ENTER -> focusItem.isPresent() && done(() -> choose(focusItem.get()));
      case ESCAPE -> focusItem.isPresent() && focusOn(Optional.empty());
      default -> false;
    };
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }

  /// Without a focused function, and with Shift, arrows move the picture.
  private boolean go(int dx, int dy, boolean shift) {
    if (shift || focusItem.isEmpty()) {
      return done(() -> pan(-dx * PAN_STEP, -dy * PAN_STEP));
    }
    Optional<Item> next = walk.towards(focusItem.get(), dx, dy);
    return next.isEmpty() || focusOn(next);
  }

  /// Whether the focus stays in the picture.
  private boolean focusOn(Optional<Item> item) {
    boolean stays = item.isPresent() || focusItem.isPresent();
    focusItem = item;
    item.ifPresent(found -> {
      setAccessibleText(describe(found));
      scrollTo(found.box());
    });
    redrawOverlay();
    return stays && item.isPresent();
  }

  private void scrollTo(Box box) {
    Box window = viewport.window(width(), height()).grownBy(-24 / viewport.scale());
    if (!window.contains(box.center())) {
      view = View.FREE;
      show(viewport.centeredOn(box.center(), width(), height()));
    }
  }
}
