package io.peerscope.app.workbench;

import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.fx.Spinner;
import io.peerscope.app.theme.Icons;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Above the canvas: what went wrong and what to do about it, and long work with a way to stop it.
final class NoticeBar extends VBox {

  private final WorkbenchDocument document;
  private final Jobs jobs;

  NoticeBar(WorkbenchDocument document, Jobs jobs) {
    this.document = document;
    this.jobs = jobs;
    setId("notice");
    document.notice().subscribe(_ -> show());
    jobs.slow().subscribe((_, _) -> show());
  }

  private void show() {
    getChildren().clear();
    Optional<Notice> notice = document.notice().get();
    notice.ifPresent(it -> getChildren().add(error(it)));
    List<Jobs.Job> slow = jobs.slow().get();
    slow.forEach(job -> getChildren().add(progress(job)));
    Nodes.show(this, !getChildren().isEmpty());
  }

  private Node error(Notice notice) {
    String where = notice.where().isEmpty() ? "" : "  (" + notice.where() + ")";
    var what = Nodes.paragraph(notice.what() + where, "notice-what");
    what.setId("notice-what");
    var text = new VBox(what, Nodes.paragraph(notice.advice(), "notice-advice"));
    HBox.setHgrow(text, Priority.ALWAYS);
    var close = new Button();
    close.setGraphic(Icons.CLOSE.node());
    close.getStyleClass().add("quiet");
    close.setId("dismiss");
    close.setAccessibleText("Dismiss");
    close.setTooltip(new Tooltip("Dismiss"));
    close.setOnAction(_ -> document.dismissNotice());
    return Nodes.row("notice-error", Icons.REFUSED.node("notice-icon"), text, close);
  }

  private Node progress(Jobs.Job job) {
    var cancel = new Button("Cancel");
    cancel.setOnAction(_ -> jobs.cancel(job.lane()));
    Nodes.show(cancel, job.lane() != Jobs.Lane.SAVE && job.lane() != Jobs.Lane.EXPORT_FILE);
    return Nodes.row(
        "notice-progress", new Spinner(), Nodes.label(job.title() + " …"), Nodes.spacer(), cancel);
  }
}
