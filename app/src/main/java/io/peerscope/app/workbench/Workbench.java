package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.action.KeyMap;
import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.Legend;
import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.debugger.TimelineBar;
import io.peerscope.app.document.Context;
import io.peerscope.app.document.Keeper;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Places;
import io.peerscope.app.document.ScenarioRun;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.explain.PathSentence;
import io.peerscope.app.explain.VerdictPanel;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.InspectorPanel;
import io.peerscope.app.outline.OutlinePanel;
import io.peerscope.app.palette.PalettePanel;
import io.peerscope.app.theme.Appearance;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The window's content: every part in its place, each bound to the document, and the commands.
public final class Workbench extends StackPane {

  private static final PseudoClass DRAWING = PseudoClass.getPseudoClass("drawing");
  private static final double OUTLINE = 222;
  private static final double SIDE = 352;
  private static final double PALETTE_SHARE = 0.72;
  private static final double BOTTOM = 214;

  /// Share of the right column that the verdict keeps while one draws.
  private static final double VERDICT_WHILE_DRAWING = 0.22;

  /// Beyond this the inspector is folded away.
  private static final double LARGEST_SHARE = 0.9;

  private static final Duration TWO_FRAMES = Duration.millis(34);

  private final WorkbenchDocument document;
  private final Playback playback;
  private final Incoming incoming;
  private final TopologyCanvas canvas = new TopologyCanvas();
  private final DmaField dma;
  private final SearchField search;
  private final HintStrip hints;
  private final KeyHelp help;
  private final CommandPalette everything;
  private final SettingsPage settings;
  private final DrawCommands draw;
  private final OutlinePanel outline;
  private final InspectorPanel inspector;
  private final PalettePanel palette;
  private final ViewTabs views;
  private final PartWalk walk = new PartWalk(this);
  private final List<Action> actions;
  private final Map<KeySet, List<Action>> actionsOfSet = new EnumMap<>(KeySet.class);
  private final SplitPane whole = new SplitPane();
  private final SplitPane halves = new SplitPane();
  private final Habits habits;
  private final Keeper keeper;
  private final DocumentCommands commands;
  private final ExportCommands exports;
  private final StepCommands steps;

  /// What the window is made from.
  public record Parts(
      WorkbenchDocument document,
      Jobs jobs,
      Playback playback,
      Appearance appearance,
      FilePort files,
      Samples samples,
      Keeper keeper,
      Runnable newWindow) {}

  public Workbench(Parts parts, Habits habits) {
    document = parts.document();
    keeper = parts.keeper();
    commands = new DocumentCommands(document, keeper, parts.newWindow());
    exports =
        new ExportCommands(
            document,
            parts.jobs(),
            keeper.asking(),
            parts.appearance().dark(),
            () -> habits.now().chosen().labels());
    playback = parts.playback();
    incoming = new Incoming(document, keeper, parts.files());
    this.habits = habits;
    setId("workbench");
    dma = new DmaField(document);
    draw = new DrawCommands(document);
    outline = new OutlinePanel(document, parts.appearance().dark());
    palette = new PalettePanel(draw.palette(), canvas.carrier(), this::addFromPalette);
    search =
        new SearchField(document, this::goTo, canvas.foundProperty()::set, canvas::requestFocus);
    hints =
        new HintStrip(
            document, incoming::open, this::paste, commands::openThisMachine, incoming::open);
    inspector = new InspectorPanel(document, parts.appearance().dark());
    views = new ViewTabs(parts, new Room(whole, halves));
    steps = new StepCommands(document, playback, this::goTo);
    actions = actions();
    help = new KeyHelp(this::actionsNow);
    everything = new CommandPalette(this::actionsNow);
    settings = new SettingsPage(habits, parts.appearance().theme(), SettingsFile.placeOfUser());
    bindCanvas(parts.appearance());
    var frame = new BorderPane(middle(parts));
    frame.setTop(toolbar(parts));
    frame.setBottom(new StatusBar(document));
    getChildren().addAll(frame, help, everything, settings);
    incoming.watch(this);
    addEventFilter(KeyEvent.KEY_PRESSED, this::leaveCards);
    addEventHandler(KeyEvent.KEY_PRESSED, this::leaveField);
    document.machine().subscribe(this::remember);
    parts.appearance().theme().subscribe(theme -> habits.change(it -> it.withTheme(theme)));
  }

  /// What lies over the window goes first, wherever the keyboard is.
  private void leaveCards(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && (help.isVisible() || settings.isVisible())) {
      key.consume();
      escape();
    }
  }

  /// Escape in a field belongs to the field; where that does nothing with it, the picture is next.
  private void leaveField(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && getScene().getFocusOwner() instanceof TextInputControl) {
      key.consume();
      canvas.requestFocus();
    }
  }

  /// Puts the keys to work.
  public void install(Scene scene) {
    new KeyMap(this::actionsNow).install(scene);
  }

  /// The commands with the keys of the chosen set.
  private List<Action> actionsNow() {
    return actionsOfSet.computeIfAbsent(
        habits.now().chosen().keySet(),
        set -> actions.stream().map(action -> action.in(set)).toList());
  }

  /// Opens what the user gave, or the first sample with a path ready to play.
  public void start(List<Path> given, Samples samples) {
    canvas.requestFocus();
    if (!given.isEmpty()) {
      incoming.open(given);
      return;
    }
    if (habits.now().hints()) {
      hints.showHints(habits.now().recent());
    }
    samples.first().ifPresent(document::openWithQuestion);
  }

  /// Keeps in mind how the window is arranged.
  public void rememberShape() {
    boolean folded = halves.getDividerPositions()[0] > LARGEST_SHARE;
    if (!folded) {
      habits.change(it -> it.withVerdictShare(halves.getDividerPositions()[0]));
    }
  }

  // --- the parts
  // -----------------------------------------------------------------------------------

  private Toolbar toolbar(Parts parts) {
    return new Toolbar(
        new Toolbar.Commands(
            incoming::open, this::paste, canvas::fit, help::toggle, document::setMode),
        new FileMenu(
            commands, incoming::open, incoming::open, habits, keeper, exports, settings::open),
        new UndoButtons(document),
        parts.samples(),
        document.mode(),
        search,
        new ContextBar(document),
        parts.appearance());
  }

  private Node middle(Parts parts) {
    var upper = new SplitPane(left(), center(parts), side());
    SplitPane.setResizableWithParent(upper.getItems().getFirst(), false);
    SplitPane.setResizableWithParent(upper.getItems().getLast(), false);
    atFirstLayout(
        upper.widthProperty(),
        width -> upper.setDividerPositions(OUTLINE / width, 1 - SIDE / width));
    whole.getItems().setAll(upper, bottom());
    whole.setOrientation(Orientation.VERTICAL);
    SplitPane.setResizableWithParent(whole.getItems().getLast(), false);
    atFirstLayout(whole.heightProperty(), height -> whole.setDividerPositions(1 - BOTTOM / height));
    return whole;
  }

  /// The palette stands above the outline while one draws.
  private Node left() {
    SplitPane left = new SplitPane(outline);
    left.setId("left");
    left.setOrientation(Orientation.VERTICAL);
    document
        .mode()
        .subscribe(mode -> {
          if (mode == Mode.DRAW) {
            left.getItems().setAll(palette, outline);
            left.setDividerPositions(PALETTE_SHARE);
          } else {
            left.getItems().setAll(outline);
          }
        });
    return left;
  }

  /// Acts once, as soon as the size is known.
  private static void atFirstLayout(ReadOnlyDoubleProperty size, DoubleConsumer action) {
    size.addListener(
        new InvalidationListener() {
          @Override
          public void invalidated(Observable changed) {
            if (size.get() > 0) {
              size.removeListener(this);
              action.accept(size.get());
            }
          }
        });
  }

  private Node center(Parts parts) {
    Jobs jobs = parts.jobs();
    Samples samples = parts.samples();
    var legend = new Legend(parts.appearance().dark());
    legend.visibleProperty().bind(habits.settings().map(it -> it.chosen().legend()));
    var stage = new StackPane(canvas, legend, new BlankPage(document), startPage(samples));
    StackPane.setAlignment(legend, Pos.BOTTOM_LEFT);
    VBox.setVgrow(stage, Priority.ALWAYS);
    stage.getStyleClass().add("stage");
    document.mode().subscribe(mode -> stage.pseudoClassStateChanged(DRAWING, mode == Mode.DRAW));
    canvas.setId("canvas");
    canvas.setMinHeight(120);
    return Nodes.column(
        "center",
        new DocumentBars(keeper.bars(), canvas::requestFocus),
        new NoticeBar(document, jobs),
        stage,
        hints);
  }

  private Node startPage(Samples samples) {
    var page =
        new StartPage.Commands(
            incoming::open,
            this::paste,
            commands::openThisMachine,
            commands::startBlank,
            incoming::open);
    return new StartPage(document, page, habits, samples);
  }

  private Node side() {
    ScrollPane verdict = Nodes.scroll(new VerdictPanel(document, this::copySentence));
    verdict.setFocusTraversable(false);
    halves.getItems().setAll(verdict, inspector);
    halves.setId("verdict-and-inspector");
    halves.setOrientation(Orientation.VERTICAL);
    halves.setDividerPositions(habits.now().verdictShare());
    inspector.folded().subscribe(this::foldInspector);
    document.mode().subscribe((_, mode) -> giveRoomTo(mode));
    VBox.setVgrow(halves, Priority.ALWAYS);
    VBox side = Nodes.column("side", dma, halves);
    side.setMinWidth(300);
    return side;
  }

  /// Who draws looks at the fields, who traces at the verdict.
  private void giveRoomTo(Mode mode) {
    halves.setDividerPositions(
        mode == Mode.DRAW ? VERDICT_WHILE_DRAWING : habits.now().verdictShare());
  }

  /// What the inspector leaves goes to the verdict; unfolded, it gets its room back.
  private void foldInspector(boolean folded) {
    if (folded) {
      habits.change(it -> it.withVerdictShare(halves.getDividerPositions()[0]));
      halves.setDividerPositions(1);
    } else {
      halves.setDividerPositions(habits.now().verdictShare());
    }
  }

  private Node bottom() {
    VBox.setVgrow(views, Priority.ALWAYS);
    VBox bottom = Nodes.column("bottom", new TimelineBar(document, playback), views);
    bottom.setMinHeight(120);
    return bottom;
  }

  private void bindCanvas(Appearance appearance) {
    canvas.platformProperty().bind(document.platform());
    canvas.translatorsProperty().bind(document.context().map(Context::translators));
    canvas.labelsProperty().bind(habits.settings().map(it -> it.chosen().labels()));
    colourLater(appearance);
    canvas.selectedProperty().bind(document.selection().map(it -> it.orElse(null)));
    canvas.clientProperty().bind(document.question().map(it -> it.client().orElse(null)));
    canvas
        .targetProperty()
        .bind(
            Bindings.createObjectBinding(
                () -> provider().orElse(null), document.question(), document.verdict()));
    canvas.verdictProperty().bind(document.verdict().map(it -> it.orElse(null)));
    canvas.stepProperty().bind(document.step());
    canvas.fractionProperty().bind(playback.fraction());
    canvas.alsoSelectedProperty().bind(document.alsoSelected());
    canvas
        .companionsProperty()
        .bind(
            document.runs().current().map(run -> run.map(ScenarioRun::verdicts).orElse(List.of())));
    document
        .runs()
        .current()
        .subscribe((before, now) -> {
          if (before.isEmpty() && now.isPresent()) {
            canvas.fit();
          }
        });
    canvas.stopsProperty().bind(playback.breakpoints().all().map(_ -> stops()));
    document
        .mode()
        .subscribe(
            mode -> canvas.setDrawing(mode == Mode.DRAW ? Optional.of(draw) : Optional.empty()));
    canvas.setOnChosen(document::choose);
    new CanvasMenu(canvas, this::actionsNow);
    canvas.setOnNothingChosen(document::deselect);
    document.machine().subscribe(this::startAnew);
  }

  /// A change of colours styles every node of the window at once; the picture follows.
  private void colourLater(Appearance appearance) {
    canvas.darkProperty().set(appearance.dark().get());
    var pause = new PauseTransition(TWO_FRAMES);
    pause.setOnFinished(_ -> canvas.darkProperty().set(appearance.dark().get()));
    appearance.dark().subscribe((_, _) -> pause.playFromStart());
  }

  private Set<PciAddress> stops() {
    return playback.breakpoints().places().stream()
        .flatMap(place -> Places.functionAt(place).stream())
        .collect(Collectors.toSet());
  }

  /// A machine that was saved under another name stays as one looks at it.
  private void startAnew(Optional<Machine> before, Optional<Machine> now) {
    boolean isSame = now.isPresent() && before.filter(now.get()::isSameOpening).isPresent();
    if (!isSame) {
      canvas.startAnew();
    }
  }

  /// Whose memory is meant: what the target names, or what lives at the address it names.
  private Optional<PciAddress> provider() {
    return document
        .question()
        .get()
        .targetFunction()
        .or(() -> document.verdict().get().map(Verdict::page).flatMap(Workbench::ownerOf));
  }

  private static Optional<PciAddress> ownerOf(ResolvedPage page) {
    return page instanceof ResolvedPage.Peer peer ? Optional.of(peer.provider()) : Optional.empty();
  }

  // --- commands
  // ------------------------------------------------------------------------------------

  private List<Action> actions() {
    List<Action> actions = new ArrayList<>(views.actions());
    actions.addAll(draw.actions(inspector::rename));
    actions.addAll(
        List.of(
            Action.of("Draw", () -> document.setMode(Mode.DRAW), "Ctrl+E"),
            Action.of("Trace", () -> document.setMode(Mode.TRACE), "Ctrl+T"),
            Action.of("Fit the picture", canvas::fit, "f").aboutPicture(),
            Action.of("Fit the path of the DMA", canvas::fitPath, "p").aboutPicture(),
            Action.of("Natural size", canvas::actualSize, "1"),
            Action.of("Zoom in", canvas::zoomIn, "+", "="),
            Action.of("Zoom out", canvas::zoomOut, "-"),
            Action.of("Forget what is chosen", this::escape, "Esc"),
            Action.of("Watch this pair", document::watch, "w").aboutPicture(),
            Action.of("Find a device", search::focus, "Ctrl+P", "Ctrl+F"),
            Action.of("Type a DMA", dma::focus, "Ctrl+D"),
            Action.of("Next part of the window", walk::next, "F6"),
            Action.of("Previous part of the window", walk::previous, "Shift+F6"),
            Action.of("Open a file", incoming::open, "Ctrl+O"),
            Action.of("Open or paste what is on the clipboard", this::paste, "Ctrl+V")
                .aboutPicture(),
            Action.of("Copy the path as a sentence", this::copySentence, "Ctrl+Shift+C"),
            Action.of("Find a command", () -> everything.open(), "Ctrl+Shift+P"),
            Action.of("Legend of the picture, or none", this::toggleLegend),
            Action.of("Labels: names, or none", () -> label(it -> it.withNames(!it.names()))),
            Action.of(
                "Labels: links and buses, or none", () -> label(it -> it.withLinks(!it.links()))),
            Action.of(
                "Labels: drivers, groups and ACS, or none",
                () -> label(it -> it.withBadges(!it.badges()))),
            Action.of("Settings", () -> settings.open(), "Ctrl+Comma"),
            Action.of("Show these keys", () -> help.toggle(), "F1", "?")));
    actions.addAll(commands.actions());
    actions.addAll(steps.actions());
    actions.add(Action.of("Export", () -> everything.open("export "), "Ctrl+Shift+E"));
    actions.addAll(exports.actions());
    return actions;
  }

  private void toggleLegend() {
    habits.change(it -> it.with(chosen -> chosen.withLegend(!chosen.legend())));
  }

  private void label(UnaryOperator<Labels> change) {
    habits.change(it -> it.with(chosen -> chosen.withLabels(change.apply(chosen.labels()))));
  }

  private void addFromPalette(PaletteItem item) {
    draw.add(item);
    canvas.requestFocus();
  }

  private void escape() {
    if (help.isVisible()) {
      help.toggle();
    } else if (settings.isVisible()) {
      settings.close();
    } else if (everything.isVisible()) {
      everything.close();
    } else {
      document.clear();
      canvas.requestFocus();
    }
  }

  private void goTo(PciAddress function) {
    document.select(function);
    canvas.centerOn(function);
    canvas.requestFocus();
  }

  private void paste() {
    if (!draw.paste()) {
      incoming.paste();
    }
  }

  private void copySentence() {
    document.verdict().get().ifPresent(this::copy);
  }

  private void copy(Verdict verdict) {
    var content = new ClipboardContent();
    content.putString(PathSentence.of(verdict));
    Clipboard.getSystemClipboard().setContent(content);
    document.note("copied the path as a sentence");
  }

  // --- habits
  // --------------------------------------------------------------------------------------

  private void remember(Optional<Machine> machine) {
    machine.flatMap(Machine::file).ifPresent(file -> habits.change(it -> it.withRecent(file)));
  }
}
