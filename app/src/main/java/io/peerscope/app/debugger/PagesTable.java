package io.peerscope.app.debugger;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.verdict.Flight;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// What each page of the DMA turned out to be, and the address to program for it.
public final class PagesTable extends TableView<PageRow> {

  private static final PseudoClass FUTURE = PseudoClass.getPseudoClass("future");

  private final WorkbenchDocument document;

  public PagesTable(WorkbenchDocument document) {
    this.document = document;
    setId("pages");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setAccessibleText("Page resolution");
    setPlaceholder(
        Nodes.label("Choose two devices: here is whose page it is and what to program.", "muted"));
    getColumns().add(Columns.text("page", 58, PageRow::page, "mono"));
    getColumns().add(Columns.text("CPU physical", 150, PageRow::cpuPhysical, "mono"));
    getColumns().add(Columns.text("kind", 64, PageRow::kind, "page-kind"));
    getColumns().add(Columns.text("provider", 112, PageRow::provider, "mono"));
    getColumns().add(Columns.text("BAR + offset", 128, PageRow::barAndOffset, "mono"));
    getColumns().add(Columns.text("asked", 168, PageRow::hook));
    getColumns().add(Columns.node("program this address", 210, PagesTable::program));
    getColumns().add(Columns.text("why", 360, PageRow::why));
    setRowFactory(_ -> new FutureRow());
    document.verdict().subscribe(this::show);
    document.step().subscribe(_ -> follow());
  }

  /// What is not answered yet at the step one looks at is paler.
  private final class FutureRow extends TableRow<PageRow> {
    @Override
    protected void updateItem(@Nullable PageRow row, boolean empty) {
      super.updateItem(row, empty);
      pseudoClassStateChanged(FUTURE, !empty && row != null && row.step() > document.step().get());
    }
  }

  /// Of a list of pieces that one call maps, all of them.
  private List<PageRow> rows(Verdict verdict) {
    return document.runs().current().get().stream()
        .flatMap(run -> run.flights().stream())
        .map(Flight::pieces)
        .filter(pieces -> pieces.size() > 1)
        .filter(
            pieces -> pieces.stream().anyMatch(piece -> piece.request().equals(verdict.request())))
        .findFirst()
        .map(PageRow::ofAll)
        .orElseGet(() -> PageRow.of(verdict));
  }

  private void follow() {
    if (!getItems().isEmpty()) {
      getSelectionModel().clearAndSelect(PageRow.rowAt(getItems(), document.step().get()));
      refresh();
    }
  }

  private void show(Optional<Verdict> verdict) {
    getItems().setAll(verdict.map(this::rows).orElse(List.of()));
    getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    verdict.ifPresent(it -> getStyleClass().add("verdict-" + VerdictKind.of(it).styleClass()));
    follow();
  }

  private static Node program(PageRow row) {
    return row.program()
        .<Node>map(AddressLabel::new)
        .orElseGet(() ->
            Nodes.label(
                row.outcome(), row.outcome().startsWith("refused") ? "refused-word" : "muted"));
  }
}
