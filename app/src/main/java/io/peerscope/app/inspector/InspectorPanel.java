package io.peerscope.app.inspector;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.Field.ByteRange;
import io.peerscope.app.theme.Icons;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Property lines of the selected function above its raw bytes, both ways linked: choosing a line
/// lights up its bytes, choosing a byte its line. The title folds everything else away.
public final class InspectorPanel extends VBox {

  /// The raw bytes show where the panel is at least this high.
  private static final double ROOM_FOR_BYTES = 220;

  /// The title still shows.
  private static final double LEAST_HEIGHT = 32;

  private final WorkbenchDocument document;
  private final ToggleButton title = new ToggleButton();
  private final Label name = Nodes.label("", "inspector-name");
  private final Tooltip wholeName = new Tooltip();
  private final Label invitation =
      Nodes.paragraph("Select a device to see its registers and where they were read.", "muted");
  private final AcsRow acs = new AcsRow(this::choose);
  private final List<SectionView> sections = new ArrayList<>();
  private final VBox lines = Nodes.column("inspector-lines", acs);
  private final ScrollPane scroll = Nodes.scroll(lines);
  private final HexView hex = new HexView(this::chooseOwnerOf);
  private Optional<InspectorPage> shown = Optional.empty();

  public InspectorPanel(WorkbenchDocument document) {
    this.document = document;
    setId("inspector");
    getStyleClass().addAll("panel", "inspector");
    scroll.setFocusTraversable(false);
    setMinHeight(LEAST_HEIGHT);
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    prepareTitle();
    name.setTooltip(wholeName);
    getChildren().addAll(title, invitation, name, scroll, hex);
    heightProperty().subscribe(_ -> arrange());
    folded().subscribe(_ -> arrange());
    document.selection().subscribe(_ -> show());
    document.platform().subscribe((_, _) -> show());
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

  private void show() {
    Platform platform = document.platform().get();
    Optional<PciFunction> function = document.selection().get().flatMap(platform.topology()::find);
    Optional<InspectorPage> page = function.map(it -> InspectorPage.of(platform, it));
    if (!page.equals(shown) || page.isEmpty()) {
      shown = page;
      page.ifPresentOrElse(this::show, () -> title.setText("INSPECTOR"));
      arrange();
    }
  }

  private void show(InspectorPage page) {
    title.setText(page.title());
    name.setText(page.name());
    wholeName.setText(page.name());
    acs.show(page.acs());
    while (sections.size() < page.sections().size()) {
      var section = new SectionView(this::choose);
      sections.add(section);
      lines.getChildren().add(section);
    }
    for (int index = 0; index < sections.size(); index++) {
      if (index < page.sections().size()) {
        sections.get(index).show(page.sections().get(index));
      } else {
        sections.get(index).hide();
      }
    }
    scroll.setVvalue(0);
    hex.show(page.config());
    hex.highlight(page.acs().bytes());
  }

  private void arrange() {
    boolean open = !folded().get();
    Nodes.show(invitation, open && shown.isEmpty());
    Nodes.show(name, open && shown.isPresent());
    Nodes.show(scroll, open && shown.isPresent());
    boolean hasBytes = shown.filter(page -> !page.config().isEmpty()).isPresent();
    Nodes.show(hex, open && hasBytes && getHeight() >= ROOM_FOR_BYTES);
    setMaxHeight(open ? Double.MAX_VALUE : USE_PREF_SIZE);
  }

  // --- choosing
  // ------------------------------------------------------------------------------------

  private void choose(FieldLine line) {
    unchoose();
    line.setChosen(true);
    line.requestFocus();
    hex.highlight(line.bytes());
  }

  private void choose(AcsRow row) {
    unchoose();
    row.setChosen(true);
    row.requestFocus();
    hex.highlight(row.bytes());
  }

  private void unchoose() {
    acs.setChosen(false);
    allLines().forEach(it -> it.setChosen(false));
  }

  /// The line of the smallest field that holds the byte; a byte that no line tells of stands alone.
  private void chooseOwnerOf(int offset) {
    unchoose();
    if (acs.isVisible() && acs.bytes().filter(it -> it.holds(offset)).isPresent()) {
      acs.setChosen(true);
      hex.highlight(acs.bytes());
      scroll.setVvalue(0);
      return;
    }
    Optional<FieldLine> owner =
        allLines().stream()
            .filter(line -> line.bytes().filter(it -> it.holds(offset)).isPresent())
            .min(Comparator.comparingInt(line -> line.bytes().map(ByteRange::length).orElse(0)));
    owner.ifPresent(line -> {
      line.setChosen(true);
      bringIntoSight(line);
    });
    hex.highlight(owner.flatMap(FieldLine::bytes).or(() -> Optional.of(new ByteRange(offset, 1))));
  }

  private List<FieldLine> allLines() {
    return sections.stream().flatMap(section -> section.lines().stream()).toList();
  }

  private void bringIntoSight(FieldLine line) {
    double hidden = lines.getHeight() - scroll.getViewportBounds().getHeight();
    double top = lines.sceneToLocal(line.localToScene(line.getBoundsInLocal())).getMinY();
    double middle = top - scroll.getViewportBounds().getHeight() / 2;
    scroll.setVvalue(hidden <= 0 ? 0 : Math.clamp(middle / hidden, 0, 1));
  }
}
