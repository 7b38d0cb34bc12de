package io.peerscope.app.debugger;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TableView;

/// What each page of the DMA turned out to be, and the address to program for it.
public final class PagesTable extends TableView<PageRow> {

  public PagesTable(WorkbenchDocument document) {
    setId("pages");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setAccessibleText("Page resolution");
    setPlaceholder(
        Nodes.label("Choose two devices: here is whose page it is and what to program.", "muted"));
    getColumns().add(Columns.text("page", 52, row -> String.valueOf(row.page()), "mono"));
    getColumns().add(Columns.text("CPU physical", 150, PageRow::cpuPhysical, "mono"));
    getColumns().add(Columns.text("kind", 64, PageRow::kind, "page-kind"));
    getColumns().add(Columns.text("provider", 112, PageRow::provider, "mono"));
    getColumns().add(Columns.text("BAR + offset", 128, PageRow::barAndOffset, "mono"));
    getColumns().add(Columns.text("asked", 168, PageRow::hook));
    getColumns().add(Columns.node("program this address", 210, PagesTable::program));
    getColumns().add(Columns.text("why", 360, PageRow::why));
    document.verdict().subscribe(this::show);
  }

  private void show(Optional<Verdict> verdict) {
    getItems().setAll(verdict.map(PageRow::of).orElse(List.of()));
    getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    verdict.ifPresent(it -> getStyleClass().add("verdict-" + VerdictKind.of(it).styleClass()));
    if (!getItems().isEmpty()) {
      getSelectionModel().selectLast();
    }
  }

  private static Node program(PageRow row) {
    return row.program()
        .<Node>map(AddressLabel::new)
        .orElseGet(() ->
            Nodes.label(
                row.outcome(), row.outcome().startsWith("refused") ? "refused-word" : "muted"));
  }
}
