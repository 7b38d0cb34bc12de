package io.peerscope.app.compare;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.compare.DmaComparison;
import io.peerscope.engine.compare.StepPair;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// The steps of one DMA on both sides, row by row; the first that differs is marked in both.
final class StepLists extends VBox {

  private static final int HALF = 50;

  private final IntConsumer goTo;

  /// @param goTo gets the index of a step that is clicked
  StepLists(IntConsumer goTo) {
    this.goTo = goTo;
    getStyleClass().add("compare-steps");
  }

  void show(Optional<Compared> compared) {
    getChildren().clear();
    if (compared.isEmpty() || compared.get().dma().isEmpty()) {
      getChildren()
          .add(Nodes.paragraph("Choose a pair: its steps on both sides stand here.", "muted"));
      return;
    }
    DmaComparison dma = compared.get().dma().get();
    int first = dma.firstDifference().orElse(-1);
    getChildren()
        .add(
            Nodes.label(
                first < 0
                    ? "All steps are the same."
                    : "The first step that differs is step %d.".formatted(first + 1),
                "compare-first"));
    var grid = new GridPane();
    grid.getStyleClass().add("compare-grid");
    for (int side = 0; side < 2; side++) {
      var half = new ColumnConstraints();
      half.setPercentWidth(HALF);
      grid.getColumnConstraints().add(half);
    }
    grid.addRow(
        0, head(compared.get().before(), dma.before()), head(compared.get().after(), dma.after()));
    List<StepPair> steps = dma.steps();
    for (int index = 0; index < steps.size(); index++) {
      StepPair pair = steps.get(index);
      String style =
          pair.isSame()
              ? "compare-same"
              : index == first ? "compare-differs-first" : "compare-differs";
      grid.addRow(index + 1, row(pair.before(), style, index), row(pair.after(), style, index));
    }
    getChildren().add(grid);
  }

  private static Node head(String name, Verdict verdict) {
    VBox head =
        Nodes.column(
            "compare-head",
            Nodes.label(name, "heading"),
            Nodes.label(VerdictKind.titleOf(verdict), "verdict-word"),
            Nodes.paragraph(verdict.summary()));
    head.getStyleClass().addAll("matrix-answer", "verdict-" + VerdictKind.of(verdict).styleClass());
    return head;
  }

  private Node row(Optional<DmaStep> step, String style, int index) {
    String mark = style.equals("compare-differs-first") ? "≠ " : "";
    var label =
        Nodes.paragraph(
            mark + step.map(StepLists::words).orElse("(at its end)"), "compare-step", style);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setOnMouseClicked(_ -> goTo.accept(index));
    return label;
  }

  private static String words(DmaStep step) {
    return "%d  %s  %s  %s%s\n%s"
        .formatted(
            step.number(),
            step.event().spelling(),
            Places.spell(step.at()),
            step.address().map(StepLists::spell).orElse(""),
            step.translatedTo().map(to -> " → " + spell(to)).orElse(""),
            step.decision());
  }

  private static String spell(Address address) {
    return address.space().spelling() + " " + Hex.grouped(address.value());
  }
}
