package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.action.KeyMap;
import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.debugger.EventsTable;
import io.peerscope.app.debugger.PagesTable;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.debugger.TimelineBar;
import io.peerscope.app.document.Context;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.explain.PathSentence;
import io.peerscope.app.explain.VerdictPanel;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.InspectorPanel;
import io.peerscope.app.matrix.MatrixPanel;
import io.peerscope.app.outline.OutlinePanel;
import io.peerscope.app.problems.ProblemsPanel;
import io.peerscope.app.theme.Appearance;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.verdict.Verdict;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The window's content: every part in its place, each bound to the document, and the commands.
public final class Workbench extends StackPane {

  private static final double OUTLINE = 222;
  private static final double SIDE = 352;
  private static final double BOTTOM = 214;

  /// Share of the right column that the verdict keeps while one draws.
  private static final double VERDICT_WHILE_DRAWING = 0.22;

  /// Beyond this the inspector is folded away.
  private static final double LARGEST_SHARE = 0.9;

  /// Where the upper part ends while the matrix, which needs more room, is on show.
  private static final double ABOVE_MATRIX = 0.34;

  private final WorkbenchDocument document;
  private final Playback playback;
  private final FilePort files;
  private final TopologyCanvas canvas = new TopologyCanvas();
  private final DmaField dma;
  private final SearchField search;
  private final HintStrip hints;
  private final KeyHelp help;
  private final PartWalk walk = new PartWalk(this);
  private final List<Action> actions;
  private final SplitPane whole = new SplitPane();
  private final SplitPane halves = new SplitPane();
  private double aboveBottom;
  private Settings settings;

  /// What the window is made from.
  public record Parts(
      WorkbenchDocument document,
      Jobs jobs,
      Playback playback,
      Appearance appearance,
      FilePort files,
      Samples samples) {}

  public Workbench(Parts parts, Settings settings) {
    document = parts.document();
    playback = parts.playback();
    files = parts.files();
    this.settings = settings;
    setId("workbench");
    dma = new DmaField(document);
    search = new SearchField(document, this::goTo);
    hints = new HintStrip(document, this::open, this::paste, file -> open(List.of(file)));
    actions = actions();
    help = new KeyHelp(actions);
    bindCanvas(parts.appearance());
    var frame = new BorderPane(middle(parts));
    frame.setTop(toolbar(parts));
    frame.setBottom(new StatusBar(document));
    getChildren().addAll(frame, help);
    setOnDragOver(Workbench::offerDrop);
    setOnDragDropped(this::drop);
    document.machine().subscribe(this::remember);
    parts.appearance().theme().subscribe(theme -> change(it -> it.withTheme(theme)));
  }

  /// Puts the keys to work.
  public void install(Scene scene) {
    new KeyMap(actions).install(scene);
  }

  /// Opens what the user gave, or the first sample with a path ready to play.
  public void start(List<Path> given, Samples samples) {
    canvas.requestFocus();
    if (!given.isEmpty()) {
      open(given);
      return;
    }
    if (settings.hints()) {
      hints.showHints(settings.recent());
    }
    samples.first().ifPresent(document::openWithQuestion);
  }

  /// What to remember for the next start.
  public Settings settings() {
    boolean folded = halves.getDividerPositions()[0] > LARGEST_SHARE;
    return folded ? settings : settings.withVerdictShare(halves.getDividerPositions()[0]);
  }

  // --- the parts
  // -----------------------------------------------------------------------------------

  private Toolbar toolbar(Parts parts) {
    return new Toolbar(
        new Toolbar.Commands(
            this::open,
            file -> open(List.of(file)),
            () -> settings.recent(),
            this::paste,
            canvas::fit,
            help::toggle),
        parts.samples(),
        search,
        new ContextBar(document),
        parts.appearance());
  }

  private Node middle(Parts parts) {
    var upper = new SplitPane(new OutlinePanel(document), center(parts.jobs()), side(parts));
    SplitPane.setResizableWithParent(upper.getItems().getFirst(), false);
    SplitPane.setResizableWithParent(upper.getItems().getLast(), false);
    atFirstLayout(
        upper.widthProperty(),
        width -> upper.setDividerPositions(OUTLINE / width, 1 - SIDE / width));
    whole.getItems().setAll(upper, bottom(parts));
    whole.setOrientation(Orientation.VERTICAL);
    SplitPane.setResizableWithParent(whole.getItems().getLast(), false);
    atFirstLayout(whole.heightProperty(), height -> whole.setDividerPositions(1 - BOTTOM / height));
    return whole;
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

  private Node center(Jobs jobs) {
    var stage = new StackPane(canvas, new StartPage(document, this::open, this::paste));
    VBox.setVgrow(stage, Priority.ALWAYS);
    canvas.setId("canvas");
    canvas.setMinHeight(120);
    return Nodes.column("center", new NoticeBar(document, jobs), stage, hints);
  }

  private Node side(Parts parts) {
    ScrollPane verdict = Nodes.scroll(new VerdictPanel(document, this::copySentence));
    verdict.setFocusTraversable(false);
    var inspector = new InspectorPanel(document, parts.appearance().dark());
    halves.getItems().setAll(verdict, inspector);
    halves.setId("verdict-and-inspector");
    halves.setOrientation(Orientation.VERTICAL);
    halves.setDividerPositions(settings.verdictShare());
    inspector.folded().subscribe(this::foldInspector);
    document.mode().subscribe((_, mode) -> giveRoomTo(mode));
    VBox.setVgrow(halves, Priority.ALWAYS);
    VBox side = Nodes.column("side", dma, halves);
    side.setMinWidth(300);
    return side;
  }

  /// Who draws looks at the fields, who traces at the verdict.
  private void giveRoomTo(Mode mode) {
    halves.setDividerPositions(mode == Mode.DRAW ? VERDICT_WHILE_DRAWING : settings.verdictShare());
  }

  /// What the inspector leaves goes to the verdict; unfolded, it gets its room back.
  private void foldInspector(boolean folded) {
    if (folded) {
      change(it -> it.withVerdictShare(halves.getDividerPositions()[0]));
      halves.setDividerPositions(1);
    } else {
      halves.setDividerPositions(settings.verdictShare());
    }
  }

  private Node bottom(Parts parts) {
    var matrixPanel = new MatrixPanel(document, parts.appearance().dark());
    var matrix = tab("Matrix", matrixPanel);
    matrix
        .selectedProperty()
        .subscribe((_, selected) -> {
          showMatrix(selected);
          matrixPanel.refresh();
        });
    var problems = tab("Problems", new ProblemsPanel(document, parts.appearance().dark()));
    problems
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::problemsTitle, document.machine(), document.findings()));
    var tabs =
        new TabPane(
            tab("Events", new EventsTable(document, playback)),
            tab("Page resolution", new PagesTable(document)),
            matrix,
            problems);
    tabs.setId("tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    VBox.setVgrow(tabs, Priority.ALWAYS);
    VBox bottom = Nodes.column("bottom", new TimelineBar(document, playback), tabs);
    bottom.setMinHeight(120);
    return bottom;
  }

  /// The matrix is worked out only while somebody looks at it, and gets the room of the canvas.
  private void showMatrix(boolean shown) {
    document.wantMatrix(shown);
    double share = halves.getDividerPositions()[0];
    // When the height changes, the pane would take it from the verdict alone.
    Platform.runLater(() -> halves.setDividerPositions(share));
    if (shown) {
      aboveBottom = whole.getDividerPositions()[0];
      whole.setDividerPositions(Math.min(aboveBottom, ABOVE_MATRIX));
    } else {
      whole.setDividerPositions(aboveBottom);
    }
  }

  private static Tab tab(String title, Node content) {
    return new Tab(title, content);
  }

  private String problemsTitle() {
    int count =
        document.findings().get().size()
            + document.machine().get().map(it -> it.reading().diagnostics().size()).orElse(0);
    return count == 0 ? "Problems" : "Problems " + count;
  }

  private void bindCanvas(Appearance appearance) {
    canvas.platformProperty().bind(document.platform());
    canvas.translatorsProperty().bind(document.context().map(Context::translators));
    canvas.darkProperty().bind(appearance.dark());
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
    canvas.setOnChosen(document::choose);
    canvas.setOnNothingChosen(document::deselect);
    document.machine().subscribe((_, _) -> canvas.startAnew());
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
    return List.of(
        Action.of("Play or pause", playback::toggle, "Space"),
        Action.of("Next step", playback::next, "."),
        Action.of("Previous step", playback::previous, ","),
        Action.of("First step", playback::first, "Home"),
        Action.of("Last step", playback::last, "End"),
        Action.of("Fit the picture", outside(canvas::fit), "f"),
        Action.of("Fit the path of the DMA", outside(canvas::fitPath), "p"),
        Action.of("Natural size", outside(canvas::actualSize), "1"),
        Action.of("Zoom in", outside(canvas::zoomIn), "+", "="),
        Action.of("Zoom out", outside(canvas::zoomOut), "-"),
        Action.of("Forget client and target", this::escape, "Esc"),
        Action.of("Find a device", search::focus, "Ctrl+P", "Ctrl+F"),
        Action.of("Type a DMA", dma::focus, "Ctrl+D"),
        Action.of("Next part of the window", walk::next, "F6"),
        Action.of("Previous part of the window", walk::previous, "Shift+F6"),
        Action.of("Open a file", this::open, "Ctrl+O"),
        Action.of("Open the text of the clipboard", this::paste, "Ctrl+V"),
        Action.of("Copy the path as a sentence", this::copySentence, "Ctrl+Shift+C"),
        Action.of("Show these keys", () -> help.toggle(), "F1", "?"));
  }

  /// The focused canvas has these keys itself.
  private Runnable outside(Runnable command) {
    return () -> {
      if (!canvas.isFocused()) {
        command.run();
      }
    };
  }

  private void escape() {
    if (help.isVisible()) {
      help.toggle();
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

  private void open() {
    open(files.chooseFiles());
  }

  private void open(List<Path> chosen) {
    document.open(chosen);
  }

  private void paste() {
    Clipboard clipboard = Clipboard.getSystemClipboard();
    if (clipboard.hasFiles()) {
      open(clipboard.getFiles().stream().map(File::toPath).toList());
    } else if (clipboard.hasString() && !clipboard.getString().isBlank()) {
      document.openText("pasted text", clipboard.getString());
    } else {
      document.report(
          new Notice(
              "There is no text to paste", "", "Copy what `lspci -vvv` or `lspci -xxxx` prints."));
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

  private static void offerDrop(DragEvent drag) {
    if (drag.getDragboard().hasFiles() || drag.getDragboard().hasString()) {
      drag.acceptTransferModes(TransferMode.COPY);
    }
    drag.consume();
  }

  private void drop(DragEvent drag) {
    var dropped = drag.getDragboard();
    if (dropped.hasFiles()) {
      open(dropped.getFiles().stream().map(File::toPath).toList());
    } else if (dropped.hasString()) {
      document.openText("dropped text", dropped.getString());
    }
    drag.setDropCompleted(dropped.hasFiles() || dropped.hasString());
    drag.consume();
  }

  // --- habits
  // --------------------------------------------------------------------------------------

  private void remember(Optional<Machine> machine) {
    machine.flatMap(Machine::file).ifPresent(file -> change(it -> it.withRecent(file)));
  }

  private void change(UnaryOperator<Settings> edit) {
    settings = edit.apply(settings);
  }
}
