package io.peerscope.app.inspector;

import io.peerscope.app.document.Mode;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.DressedLater;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.ByteRange;
import io.peerscope.app.inspector.page.Field;
import io.peerscope.app.inspector.page.FieldAction;
import io.peerscope.app.inspector.page.Inspector;
import io.peerscope.app.inspector.page.Inspector.Answer;
import io.peerscope.app.inspector.page.InspectorPage;
import io.peerscope.app.inspector.page.RegisterView;
import io.peerscope.app.scale.WindowView;
import io.peerscope.app.theme.Icons;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.RegisterMap;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.platform.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Fields of what is selected above the decoded register and the raw bytes, all linked: choosing a
/// field lights up its bytes and shows their register, choosing a byte its field. While drawing,
/// each can be changed. The title folds everything else away.
public final class InspectorPanel extends VBox {

  /// The raw bytes show where the panel is at least this high.
  private static final double ROOM_FOR_BYTES = 220;

  /// The decoded register shows where the panel is at least this high.
  private static final double ROOM_FOR_REGISTERS = 330;

  /// The title still shows.
  private static final double LEAST_HEIGHT = 32;

  /// A window is drawn this high where it holds few things.
  private static final double WINDOW_HEIGHT = 230;

  /// What is shown: the page is made anew when one of these is another.
  private record Shown(Platform platform, Optional<PciAddress> function, Mode mode) {}

  private final WorkbenchDocument document;
  private final ObservableValue<Boolean> dark;
  private final Inspector inspector;
  private final ToggleButton title = new ToggleButton();
  private final Label name = Nodes.label("", "inspector-name");
  private final Tooltip wholeName = new Tooltip();
  private final Label invitation =
      Nodes.paragraph("Open a machine to see its registers and where they were read.", "muted");
  private final VBox answerBox = Nodes.column("answer-box");
  private final AcsRow acs = new AcsRow(new AcsListener());
  private final FieldSections sections;
  private final VBox lines;
  private final ScrollPane scroll;
  private final RegisterPane registers = new RegisterPane(new RegisterListener());
  private final ScrollPane registerScroll = Nodes.scroll(registers);
  private final HexView hex = new HexView(this::chooseOwnerOf, this::writeByte);
  private final FieldEditor editor = new FieldEditor(this::write);
  private final LineListener lineListener = new LineListener();
  private Optional<Shown> shown = Optional.empty();
  private Optional<InspectorPage> page = Optional.empty();
  private Optional<PciAddress> shownFunction = Optional.empty();
  private Optional<ByteRange> chosen = Optional.empty();
  private boolean refreshing;
  private double placeInLines;

  /// The inspector of a document.
  ///
  /// @param dark whether the theme is dark, for what is drawn by hand
  public InspectorPanel(WorkbenchDocument document, ObservableValue<Boolean> dark) {
    this.document = document;
    this.dark = dark;
    this.inspector = new Inspector(document);
    this.sections =
        new FieldSections(lineListener, this::act, this::newWindowView, () -> light(chosen));
    this.lines = Nodes.column("inspector-lines", answerBox, acs, sections);
    this.scroll = Nodes.scroll(lines);
    setId("inspector");
    getStyleClass().addAll("panel", "inspector");
    scroll.setFocusTraversable(false);
    registerScroll.setFocusTraversable(false);
    registerScroll.getStyleClass().add("register-scroll");
    setMinHeight(LEAST_HEIGHT);
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    prepareTitle();
    name.setTooltip(wholeName);
    getChildren().addAll(title, invitation, name, scroll, registerScroll, hex);
    heightProperty().subscribe(_ -> arrange());
    folded().subscribe(_ -> arrange());
    document.inspected().subscribe(_ -> refreshSoon());
    document.deciding().subscribe(_ -> refreshSoon());
    document.platform().subscribe(_ -> refreshSoon());
    document.mode().subscribe(_ -> refreshSoon());
    document.machine().subscribe(_ -> refreshSoon());
    document.findings().subscribe(_ -> checked());
    DressedLater.of(dark, 2, this::takeLinesOut, this::putLinesBack);
    Thread.startVirtualThread(RegisterMap::load);
    refresh();
  }

  private void putLinesBack() {
    scroll.setContent(lines);
    scroll.layout();
    scroll.setVvalue(placeInLines);
  }

  private void takeLinesOut() {
    if (scroll.getContent() != null) {
      placeInLines = scroll.getVvalue();
      scroll.setContent(null);
    }
  }

  private void prepareTitle() {
    title.setId("inspector-title");
    title.getStyleClass().addAll("heading", "fold");
    title.setMaxWidth(Double.MAX_VALUE);
    title.setTooltip(new Tooltip("Fold or unfold the inspector"));
    title.setMinHeight(USE_PREF_SIZE);
    title.selectedProperty().subscribe(folded -> title.setGraphic(arrow(folded)));
  }

  private static javafx.scene.Node arrow(boolean folded) {
    return (folded ? Icons.FOLDED : Icons.UNFOLDED).node();
  }

  /// Whether only the title shows.
  public BooleanProperty folded() {
    return title.selectedProperty();
  }

  // --- showing
  // -------------------------------------------------------------------------------------

  /// An edit changes selection and machine one after the other; the page is made once, and after
  /// what waits already: a frame, or a key.
  private void refreshSoon() {
    if (!refreshing) {
      refreshing = true;
      javafx.application.Platform.runLater(() ->
          javafx.application.Platform.runLater(() -> {
            refreshing = false;
            refresh();
          }));
    }
  }

  /// The checks come after the edit: what does not fit into the shown windows is drawn then.
  private void checked() {
    page =
        page.map(it -> {
          InspectorPage checked = it.with(document.findings().get());
          if (!checked.windows().equals(it.windows())) {
            sections.showWindows(checked);
          }
          return checked;
        });
  }

  @SuppressWarnings("ReferenceEquality") // each state of the machine is a value of its own
  private void refresh() {
    var wanted = new Shown(inspector.platform(), document.inspected().get(), document.mode().get());
    boolean same =
        shown.isPresent()
            && shown.get().platform() == wanted.platform()
            && shown.get().function().equals(wanted.function())
            && shown.get().mode() == wanted.mode();
    if (same && page.isPresent()) {
      lightDeciding();
      return;
    }
    shown = Optional.of(wanted);
    editor.close();
    page = inspector.page();
    page.ifPresentOrElse(this::show, () -> title.setText("INSPECTOR"));
    chosen = page.flatMap(inspector::deciding).or(() -> chosen);
    light(chosen);
    acs.setDeciding(inspector.decidingControl());
  }

  /// The bits that decide the step one looks at stand out until something else is chosen.
  private void lightDeciding() {
    page.flatMap(inspector::deciding).ifPresent(bytes -> choose(Optional.of(bytes)));
    acs.setDeciding(inspector.decidingControl());
  }

  private void show(InspectorPage newPage) {
    Optional<PciAddress> function = newPage.function().map(it -> it.address());
    boolean another = !function.equals(shownFunction);
    shownFunction = function;
    title.setText(newPage.title());
    name.setText(newPage.name());
    wholeName.setText(newPage.name());
    acs.show(newPage.acs());
    sections.show(newPage);
    if (another) {
      answer(Optional.empty());
      scroll.setVvalue(0);
      chosen = newPage.acs().bytes();
    }
    hex.show(newPage.config());
  }

  private void arrange() {
    boolean open = !folded().get();
    boolean hasPage = page.isPresent();
    Nodes.show(invitation, open && !hasPage);
    Nodes.show(name, open && !name.getText().isEmpty() && hasPage);
    Nodes.show(scroll, open && hasPage);
    boolean hasBytes = page.filter(it -> !it.config().isEmpty()).isPresent();
    Nodes.show(hex, open && hasBytes && getHeight() >= ROOM_FOR_BYTES);
    Nodes.show(
        registerScroll,
        open && hasBytes && !registers.isEmpty() && getHeight() >= ROOM_FOR_REGISTERS);
    setMaxHeight(open ? Double.MAX_VALUE : USE_PREF_SIZE);
  }

  // --- choosing
  // ------------------------------------------------------------------------------------

  private void choose(Optional<ByteRange> bytes) {
    chosen = bytes;
    light(bytes);
  }

  /// Lights the bytes in all three places.
  private void light(Optional<ByteRange> bytes) {
    hex.highlight(bytes);
    List<RegisterView> found = page.flatMap(it -> bytes.map(it::registersAt)).orElse(List.of());
    registers.show(found, inspector.isEditing());
    acs.setChosen(acs.isVisible() && bytes.isPresent() && acs.bytes().equals(bytes));
    sections
        .lines()
        .forEach(line -> line.setChosen(bytes.isPresent() && line.bytes().equals(bytes)));
    arrange();
  }

  /// The line of the smallest field that holds the byte; a byte that no line tells of stands alone.
  private void chooseOwnerOf(int offset) {
    if (acs.isVisible() && acs.bytes().filter(it -> it.holds(offset)).isPresent()) {
      choose(acs.bytes());
      scroll.setVvalue(0);
      return;
    }
    Optional<FieldLine> owner =
        sections.lines().stream()
            .filter(line -> line.bytes().filter(it -> it.holds(offset)).isPresent())
            .min(Comparator.comparingInt(line -> line.bytes().map(ByteRange::length).orElse(0)));
    choose(owner.flatMap(FieldLine::bytes).or(() -> Optional.of(new ByteRange(offset, 1))));
    owner.ifPresent(this::bringIntoSight);
  }

  /// Begins to edit the name of what is shown.
  public void rename() {
    sections.lines().stream()
        .filter(line -> "field-name".equals(line.getId()))
        .findFirst()
        .ifPresent(line -> {
          bringIntoSight(line);
          lineListener.edit(line);
        });
  }

  private void bringIntoSight(FieldLine line) {
    double hidden = lines.getHeight() - scroll.getViewportBounds().getHeight();
    double top = lines.sceneToLocal(line.localToScene(line.getBoundsInLocal())).getMinY();
    double middle = top - scroll.getViewportBounds().getHeight() / 2;
    scroll.setVvalue(hidden <= 0 ? 0 : Math.clamp(middle / hidden, 0, 1));
  }

  // --- editing
  // -------------------------------------------------------------------------------------

  private boolean write(FieldLine line, String text) {
    Answer answer =
        line.field()
            .map(field -> inspector.write(field, text))
            .orElseThrow(() -> new IllegalStateException("a line without a field"));
    tell(line, answer);
    return answer.done();
  }

  /// Why not, below the field; what else there is to say, above all of them.
  private void tell(FieldLine line, Answer answer) {
    if (answer.done()) {
      line.complain(Optional.empty());
      answer(Optional.of(answer));
    } else {
      line.complain(Optional.of(new AnswerView(answer, this::act)));
    }
  }

  private void act(PlatformEdit edit) {
    answer(Optional.of(inspector.edit(edit)));
  }

  private void writeByte(int offset, int value) {
    answer(Optional.of(inspector.writeByte(offset, value)));
  }

  private void answer(Optional<Answer> answer) {
    answerBox.getChildren().clear();
    answer
        .filter(it -> !it.sentence().isEmpty())
        .ifPresent(it -> {
          answerBox.getChildren().add(new AnswerView(it, this::act));
          it.window().ifPresent(this::addWindow);
          scroll.setVvalue(0);
        });
    Nodes.show(answerBox, !answerBox.getChildren().isEmpty());
  }

  private void addWindow(WindowUse use) {
    WindowView view = newWindowView();
    view.show(use);
    answerBox.getChildren().add(view);
  }

  private WindowView newWindowView() {
    return new WindowView(WINDOW_HEIGHT, dark, document::select);
  }

  private final class LineListener implements FieldLine.Listener {

    @Override
    public void chosen(FieldLine line) {
      choose(line.bytes());
      line.setChosen(true);
      if (!editor.isOpenIn(line)) {
        line.requestFocus();
      }
    }

    @Override
    public void edit(FieldLine line) {
      if (!editor.isOpenIn(line)) {
        editor.open(line);
      }
    }

    @Override
    public void act(FieldLine line, FieldAction action) {
      tell(line, inspector.edit(action.edit()));
    }

    @Override
    public void forgetOrRecall(FieldLine line) {
      Optional<Field> field = line.field();
      if (field.isEmpty()) {
        return;
      }
      if (field.get().known()) {
        tell(line, inspector.forget(field.get()));
      } else if (inspector.remembers(field.get())) {
        tell(line, inspector.recall(field.get()));
      } else {
        line.show(field.get());
        editor.open(line);
      }
    }
  }

  private final class AcsListener implements AcsRow.Listener {

    @Override
    public void chosen(AcsRow row, AcsControl bit) {
      choose(row.bytes());
    }

    @Override
    public void flipped(PlatformEdit edit) {
      act(edit);
    }
  }

  private final class RegisterListener implements RegisterPane.Listener {

    @Override
    public void light(ByteRange bytes) {
      hex.highlight(Optional.of(bytes));
    }

    @Override
    public void flip(int offset, int mask) {
      answer(Optional.of(inspector.flip(offset, mask)));
    }
  }
}
