package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DecidingRegister;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.HookAnswer.Hook;
import io.peerscope.engine.dma.PageWalk;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TracePhase;
import io.peerscope.engine.dma.TraceState;
import io.peerscope.engine.dma.TranslatorTable;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What decides the step one looks at, close up: the step and its register at the left; at the
/// right the table that is looked into, be it a translator's or the IOMMU's page table.
public final class StepPanel extends HBox {

  private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");
  private static final PseudoClass READ = PseudoClass.getPseudoClass("read");
  private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");

  private final WorkbenchDocument document;
  private final VBox card = Nodes.column("step-card");
  private final VBox close = Nodes.column("step-close");
  private final TableView<TranslatorTable.Row> table = new TableView<>();
  private boolean shown;
  private Optional<Asked> asked = Optional.empty();

  /// Of which translator and which DMA the table is.
  private record Asked(Verdict verdict, Place place) {}

  public StepPanel(WorkbenchDocument document) {
    this.document = document;
    setId("step-panel");
    getStyleClass().add("step-panel");
    card.setMinWidth(300);
    card.setPrefWidth(430);
    HBox.setHgrow(close, Priority.ALWAYS);
    prepareTable();
    getChildren().addAll(Nodes.scroll(card), close);
    document.verdict().subscribe(_ -> refresh());
    document.step().subscribe(_ -> refresh());
  }

  private void prepareTable() {
    table.setId("translator-table");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("What the translator looks the page up in");
    table.setPlaceholder(Nodes.label("No BAR below it has a known CPU address.", "muted"));
    table
        .getColumns()
        .add(
            Columns.text(
                "CPU physical",
                250,
                row -> Hex.grouped(row.cpu().first()) + " … " + Hex.grouped(row.cpu().last()),
                "mono"));
    table
        .getColumns()
        .add(Columns.text("provider", 84, row -> Targets.shortest(row.provider()), "mono"));
    table.getColumns().add(Columns.text("BAR", 44, row -> String.valueOf(row.bar()), "mono"));
    table.getColumns().add(Columns.text("bus = CPU plus", 170, StepPanel::offset, "mono"));
    table.setRowFactory(_ -> new MatchingRow());
    VBox.setVgrow(table, Priority.ALWAYS);
  }

  private static String offset(TranslatorTable.Row row) {
    return switch (row.busOffset()) {
      case Fact.Known<Long>(Long offset, _) -> Hex.grouped(offset);
      case Fact.Unknown<Long>(String why) -> "? " + why;
    };
  }

  private final class MatchingRow extends TableRow<TranslatorTable.Row> {
    @Override
    protected void updateItem(TranslatorTable.@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      boolean matches =
          !empty
              && row != null
              && document.verdict().get().filter(it -> row.holds(it.page())).isPresent();
      pseudoClassStateChanged(MATCH, matches);
    }
  }

  /// Whether somebody looks.
  public void setShown(boolean isShown) {
    shown = isShown;
    refresh();
  }

  private void refresh() {
    if (!shown) {
      return;
    }
    Optional<Verdict> verdict = document.verdict().get().filter(it -> !it.steps().isEmpty());
    if (verdict.isEmpty()) {
      card.getChildren()
          .setAll(Nodes.paragraph("Choose two devices: each step is taken apart here.", "muted"));
      close.getChildren().clear();
      return;
    }
    show(verdict.get(), verdict.get().steps().get(document.step().get()));
  }

  private void show(Verdict verdict, DmaStep step) {
    TraceState state =
        TraceState.at(verdict.steps(), verdict.request().client(), document.step().get());
    showCard(step, state);
    Optional<Place> translator = translator(verdict, step);
    if (translator.isPresent()) {
      showTranslator(verdict, translator.get());
    } else if (isLookedUp(verdict, step)) {
      showWalk(verdict, state, step);
    } else {
      asked = Optional.empty();
      close.getChildren().clear();
    }
  }

  // --- the step
  // ------------------------------------------------------------------------------------

  private void showCard(DmaStep step, TraceState state) {
    Label decision = Nodes.paragraph(step.decision(), "sentence");
    decision.setId("step-decision");
    card.getChildren()
        .setAll(
            Nodes.label(
                "STEP %d · %s · %s"
                    .formatted(step.number(), words(state.phase()), step.event().spelling())
                    .toUpperCase(Locale.ROOT),
                "heading"),
            decision);
    address(step).ifPresent(card.getChildren()::add);
    String place = Places.spell(step.at());
    if (!step.decision().contains(place)) {
      card.getChildren().add(Nodes.paragraph("at " + place, "mono", "muted"));
    }
    String register =
        DecidingRegister.of(step)
            .map(it ->
                "decided by %s of %s — lit in the inspector"
                    .formatted(it.words(), Targets.shortest(it.function())))
            .orElse("decided by");
    card.getChildren()
        .addAll(Nodes.paragraph(register, "muted"), Nodes.paragraph(step.rule(), "mono"));
  }

  private static String words(TracePhase phase) {
    return switch (phase) {
      case MAPPING -> "mapping";
      case REQUEST -> "request";
      case COMPLETION -> "completion";
      case END -> "end";
    };
  }

  private static Optional<Node> address(DmaStep step) {
    return step.translatedTo().isPresent() && step.address().isPresent()
        ? Optional.of(new AddressLabel(step.address().get(), step.translatedTo().get()))
        : step.carried().map(AddressLabel::new);
  }

  // --- the translator's table
  // --------------------------------------------------------------------

  /// While translators are asked, the table of the one that is.
  private static Optional<Place> translator(Verdict verdict, DmaStep step) {
    boolean hasTranslators =
        verdict.asked().stream().anyMatch(answer -> answer.hook() == Hook.TRANSLATOR);
    boolean isAsked = step.event() == StepEvent.TRANSLATOR || step.event() == StepEvent.CLASSIFY;
    return hasTranslators && isAsked ? Optional.of(step.at()) : Optional.empty();
  }

  private void showTranslator(Verdict verdict, Place place) {
    var wanted = new Asked(verdict, place);
    if (!asked.equals(Optional.of(wanted))) {
      asked = Optional.of(wanted);
      TranslatorTable told = TranslatorTable.of(document.platform().get(), place);
      table.getItems().setAll(told.rows());
      Label title =
          Nodes.label(
              "TABLE OF THE TRANSLATOR ON %s%s"
                  .formatted(
                      Places.spell(place).toUpperCase(Locale.ROOT),
                      told.untold() == 0 ? "" : " · %d BARS UNTOLD".formatted(told.untold())),
              "heading");
      close.getChildren().setAll(title, table);
      select(told.rows(), verdict);
    }
  }

  private void select(List<TranslatorTable.Row> rows, Verdict verdict) {
    table.getSelectionModel().clearSelection();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).holds(verdict.page())) {
        table.getSelectionModel().clearAndSelect(row);
        table.scrollTo(Math.max(0, row - 1));
      }
    }
  }

  // --- the page table
  // --------------------------------------------------------------------------

  private static boolean isLookedUp(Verdict verdict, DmaStep step) {
    boolean walks = verdict.steps().stream().anyMatch(it -> it.walk().isPresent());
    return walks && (step.event() == StepEvent.WALK || step.event() == StepEvent.IOMMU);
  }

  /// A row for each level: which bits of the address choose the entry, and what stands in it.
  private void showWalk(Verdict verdict, TraceState state, DmaStep step) {
    asked = Optional.empty();
    List<PageWalk> all = verdict.steps().stream().flatMap(it -> it.walk().stream()).toList();
    PageWalk first = all.getFirst();
    var grid = new GridPane();
    grid.setId("page-walk");
    grid.getStyleClass().add("page-walk");
    grid.addRow(0, head("level"), head("bits"), head("entry"), head("covers"), head("holds"));
    for (int row = 0; row < all.size(); row++) {
      boolean isRead = row < state.walked().size();
      boolean isNow = step.walk().equals(Optional.of(all.get(row)));
      List<Node> cells = cells(all.get(row), isRead, verdict);
      cells.forEach(cell -> {
        cell.pseudoClassStateChanged(READ, isRead);
        cell.pseudoClassStateChanged(NOW, isNow);
      });
      grid.addRow(row + 1, cells.toArray(Node[]::new));
    }
    close
        .getChildren()
        .setAll(
            Nodes.label(
                "PAGE TABLE WALK OF IOVA "
                    + (first.isExample() ? "(AN EXAMPLE OF A FRESH DOMAIN)" : ""),
                "heading"),
            new AddressLabel(first.iova()),
            grid);
  }

  private static Label head(String text) {
    return Nodes.label(text, "walk-head");
  }

  private static List<Node> cells(PageWalk walk, boolean isRead, Verdict verdict) {
    int low = 12 + 9 * (walk.level().level() - 1);
    String holds =
        !isRead
            ? ""
            : walk.level().isLeaf()
                ? verdict
                    .page()
                    .physical()
                    .map(it -> "page at phys " + Hex.grouped(it.value() & -walk.level().covers()))
                    .orElse("a page whose address is not told")
                : "the table of level " + (walk.level().level() - 1);
    List<Node> cells = new ArrayList<>();
    cells.add(cell("level " + walk.level().level()));
    cells.add(cell((low + 8) + ":" + low));
    cells.add(cell("0x%03x".formatted(walk.level().index())));
    cells.add(cell(Hex.size(walk.level().covers())));
    cells.add(cell(holds));
    return cells;
  }

  private static Label cell(String text) {
    return Nodes.label(text, "mono", "walk-cell");
  }
}
