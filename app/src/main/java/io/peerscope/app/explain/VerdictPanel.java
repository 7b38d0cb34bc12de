package io.peerscope.app.explain;

import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The answer: mark and title, the sentence, five gates, and why.
public final class VerdictPanel extends VBox {

  /// Trees of reasons up to this size open unfolded.
  private static final int UNFOLDED = 12;

  private final WorkbenchDocument document;
  private final Runnable copySentence;
  private final VBox lessonBox = Nodes.column("lesson-box");

  public VerdictPanel(WorkbenchDocument document, Runnable copySentence) {
    this.document = document;
    this.copySentence = copySentence;
    setId("verdict");
    getStyleClass().addAll("panel", "verdict");
    document.verdict().subscribe(_ -> show());
    document.question().subscribe((_, _) -> showQuestion());
    document.lesson().subscribe((_, _) -> teach());
  }

  /// Before the answer to another question comes, the one of before is taken away, and then the
  /// question is shown.
  private void showQuestion() {
    if (document.verdict().get().isEmpty()) {
      show();
    }
  }

  private void show() {
    getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    document.verdict().get().ifPresentOrElse(this::showVerdict, this::showInvitation);
  }

  private void showInvitation() {
    Question question = document.question().get();
    String title = question.client().isPresent() ? "Now the target" : "Choose a DMA";
    String advice =
        question
            .client()
            .map(client ->
                Targets.shortest(client)
                    + " sends. Click the device whose memory it aims at, or type the pair above.")
            .orElse(
                "Click the device that sends, then the one whose memory it aims at. Or type a pair"
                    + " above, such as 04:00.0 → 03:00.0:BAR2+0x1000.");
    if (question.target().isPresent()) {
      title = "Judging …";
      advice = question.toString();
    }
    getChildren()
        .setAll(
            Nodes.label(title, "verdict-title", "invitation"), Nodes.paragraph(advice, "sentence"));
  }

  private void showVerdict(Verdict verdict) {
    VerdictKind kind = VerdictKind.of(verdict);
    getStyleClass().add("verdict-" + kind.styleClass());
    Label sentence = Nodes.paragraph(verdict.summary(), "sentence");
    sentence.setId("verdict-sentence");
    getChildren().setAll(header(verdict, kind), sentence);
    verdict.hazards().forEach(hazard -> getChildren().add(hazard(hazard)));
    getChildren().addAll(lessonBox, Nodes.label("FIVE GATES", "heading"), gates(verdict));
    teach();
    List<Reason> reasons = GateLine.reasons(verdict.gates());
    if (!reasons.isEmpty()) {
      getChildren().add(Nodes.label("WHY", "heading"));
      boolean few = reasons.stream().mapToInt(VerdictPanel::size).sum() <= UNFOLDED;
      for (Reason reason : reasons) {
        boolean unfolded = few || reason.equals(reasons.getFirst());
        getChildren().add(new ReasonView(reason, unfolded, document::select));
      }
    }
    showDistance(DistanceLine.of(verdict, document.platform().get().topology()));
  }

  /// Comes a moment after the verdict: many changes are tried for it.
  private void teach() {
    lessonBox
        .getChildren()
        .setAll(
            document.lesson().get().stream()
                .map(lesson -> new LessonView(document, lesson))
                .toList());
  }

  private void showDistance(DistanceLine line) {
    if (line.words().isEmpty()) {
      return;
    }
    Label words = Nodes.paragraph(line.words(), "gate-reason");
    words.setId("distance-words");
    Nodes.explain(words, line.reasons());
    getChildren().addAll(Nodes.label("DISTANCE IN OTHER WORDS", "heading"), words);
  }

  private HBox header(Verdict verdict, VerdictKind kind) {
    Label title = Nodes.label(VerdictKind.titleOf(verdict), "verdict-title");
    title.setId("verdict-title");
    var copy = new Button();
    copy.setGraphic(Icons.COPY.node());
    copy.setId("copy-sentence");
    copy.getStyleClass().add("quiet");
    copy.setAccessibleText("Copy the path as a sentence");
    Nodes.explain(copy, "Copy the path as a sentence  (Ctrl+Shift+C)");
    copy.setOnAction(_ -> copySentence.run());
    return Nodes.row("verdict-header", mark(kind), title, Nodes.spacer(), copy);
  }

  private static Node mark(VerdictKind kind) {
    var mark = new StackPane(kind.icon().node("verdict-icon"));
    mark.getStyleClass().add("verdict-mark");
    return mark;
  }

  /// The gates that were asked, each with its reason; the others share a line.
  private static VBox gates(Verdict verdict) {
    VBox gates = Nodes.column("gates");
    List<GateLine> lines = GateLine.of(verdict.gates());
    lines.stream().filter(GateLine::asked).forEach(line -> gates.getChildren().add(gate(line)));
    String others =
        lines.stream()
            .filter(line -> !line.asked())
            .map(line -> line.gate().label())
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      gates.getChildren().add(notAsked(others));
    }
    return gates;
  }

  private static HBox notAsked(String gates) {
    var mark = new StackPane(Icons.DASH.node());
    mark.getStyleClass().add("gate-mark");
    HBox row = Nodes.row("gate", mark, Nodes.label(gates + ": not asked", "gate-reason"));
    row.getStyleClass().add("gate-not-asked");
    return row;
  }

  private static HBox gate(GateLine line) {
    var mark = new StackPane(line.mark().node());
    mark.getStyleClass().add("gate-mark");
    Label name = Nodes.label(line.gate().label(), "gate-name");
    name.setMinWidth(USE_PREF_SIZE);
    Label reason = Nodes.label(line.reason(), "gate-reason", "two-lines");
    reason.setWrapText(true);
    HBox.setHgrow(reason, Priority.ALWAYS);
    if (!line.reason().isEmpty()) {
      Nodes.explain(reason, line.reason());
    }
    HBox row = Nodes.row("gate", mark, name, reason);
    row.getStyleClass().add("gate-" + line.styleClass());
    row.setAccessibleText(line.gate().label() + ": " + line.styleClass() + ", " + line.reason());
    return row;
  }

  private static Node hazard(Hazard hazard) {
    return Nodes.paragraph("⚠ " + hazard.text(), "hazard");
  }

  private static int size(Reason reason) {
    return 1
        + reason.evidence().size()
        + reason.because().stream().mapToInt(VerdictPanel::size).sum();
  }
}
