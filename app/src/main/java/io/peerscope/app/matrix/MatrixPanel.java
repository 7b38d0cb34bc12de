package io.peerscope.app.matrix;

import io.peerscope.app.document.JudgedMatrix;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import io.peerscope.app.theme.Palette;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The matrix of the kernel's policy over all pairs of endpoints, with its legend and counts.
public final class MatrixPanel extends HBox {

  private final WorkbenchDocument document;
  private final MatrixCanvas canvas;
  private final VBox legend = Nodes.column("legend-rows");
  private final VBox answer = Nodes.column("matrix-answer");

  public MatrixPanel(WorkbenchDocument document, ObservableValue<Boolean> dark) {
    this.document = document;
    canvas =
        new MatrixCanvas(
            (client, provider) -> document.ask(Question.of(client, Targets.of(provider))));
    getStyleClass().add("matrix-panel");
    HBox.setHgrow(canvas, Priority.ALWAYS);
    VBox side = Nodes.column("legend", answer, legend);
    getChildren().addAll(canvas, Nodes.scroll(side));
    dark.subscribe(isDark -> canvas.setPalette(Palette.of(isDark)));
    document.pairs().matrix().subscribe(this::show);
    document.question().subscribe(_ -> mark());
    document.verdict().subscribe(_ -> tellVerdict());
  }

  /// Draws what has changed while nobody looked.
  public void refresh() {
    canvas.requestLayout();
  }

  private void show(Optional<JudgedMatrix> matrix) {
    canvas.show(document.platform().get().topology(), matrix);
    legend.getChildren().setAll(Nodes.label("LINUX P2PDMA POLICY", "heading"));
    matrix.ifPresent(this::describe);
    mark();
  }

  private void describe(JudgedMatrix judged) {
    legend.getChildren().add(Nodes.label("row = client, column = owner of the page", "muted"));
    for (VerdictKind kind : VerdictKind.values()) {
      var swatch = new StackPane(icon(kind).node());
      swatch.getStyleClass().addAll("swatch", "verdict-" + kind.styleClass());
      legend
          .getChildren()
          .add(
              Nodes.row(
                  "legend-row",
                  swatch,
                  Nodes.label("%,d".formatted(judged.count(kind)), "mono", "legend-count"),
                  Nodes.label(words(kind))));
    }
  }

  private static String words(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> "direct, by bus address";
      case THROUGH_HOST_BRIDGE -> "through the host bridge";
      case REFUSED -> "refused";
      case UNDETERMINED -> "undetermined: a fact is missing";
    };
  }

  private static Icons icon(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> Icons.CHECK;
      case THROUGH_HOST_BRIDGE -> Icons.OVER;
      case REFUSED -> Icons.REFUSED;
      case UNDETERMINED -> Icons.QUESTION;
    };
  }

  private void tellVerdict() {
    answer.getChildren().clear();
    document
        .verdict()
        .get()
        .ifPresent(verdict ->
            answer
                .getChildren()
                .setAll(
                    Nodes.label(document.question().get().toString(), "mono", "matrix-pair"),
                    Nodes.label(VerdictKind.titleOf(verdict), "verdict-word"),
                    Nodes.paragraph(verdict.summary())));
    answer.getStyleClass().removeIf(name -> name.startsWith("verdict-"));
    document
        .verdict()
        .get()
        .ifPresent(it -> answer.getStyleClass().add("verdict-" + VerdictKind.of(it).styleClass()));
  }

  private void mark() {
    Question question = document.question().get();
    canvas.mark(question.client(), question.targetFunction());
  }
}
