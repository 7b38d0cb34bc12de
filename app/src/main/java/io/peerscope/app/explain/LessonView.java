package io.peerscope.app.explain;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.remedy.Change;
import io.peerscope.engine.remedy.Lesson;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What a refusal teaches: whose fault, by which rule, where that is written, and what would have
/// to be different.
final class LessonView extends VBox {

  private final WorkbenchDocument document;

  LessonView(WorkbenchDocument document, Lesson lesson) {
    this.document = document;
    setId("lesson");
    getStyleClass().add("lesson");
    getChildren().addAll(culprits(lesson), Nodes.label("THE RULE", "heading"));
    rule(lesson.rule(), lesson.source());
    getChildren().add(Nodes.label("WHAT WOULD CHANGE IT", "heading"));
    if (lesson.changes().isEmpty()) {
      getChildren()
          .add(
              Nodes.paragraph(
                  "Nothing that was tried: no newer kernel, no ACS bit, no free port, no"
                      + " detour through RAM that the input tells.",
                  "muted"));
    }
    lesson.changes().forEach(change -> getChildren().add(change(change)));
    lesson
        .crossing()
        .ifPresent(crossing -> {
          getChildren().add(Nodes.label("WHY READS ARE NOT WRITES", "heading"));
          rule(crossing.sentence(), crossing.source());
        });
  }

  private void rule(String sentence, String source) {
    getChildren()
        .addAll(Nodes.paragraph(sentence, "rule"), Nodes.paragraph(source, "fact-source", "mono"));
  }

  private Node culprits(Lesson lesson) {
    var row = new FlowPane(Nodes.label("REFUSED AT", "heading"));
    row.getStyleClass().add("culprits");
    for (Place place : lesson.culprits()) {
      var chip = new Button(Places.spell(place));
      chip.getStyleClass().addAll("culprit", "mono");
      chip.setTooltip(new Tooltip("Show it (C goes to the first)"));
      chip.setOnAction(_ -> Places.functionAt(place).ifPresent(document::select));
      row.getChildren().add(chip);
    }
    return row;
  }

  private Node change(Change change) {
    Label title = Nodes.paragraph(change.title(), "change-title");
    VBox lines =
        Nodes.column("change", title, Nodes.paragraph(change.cost().words(), "gate-reason"));
    if (!change.command().isEmpty()) {
      lines.getChildren().add(Nodes.paragraph(change.command(), "fact-source", "mono"));
    }
    if (!change.edits().isEmpty()) {
      var tryIt = new Button("Try it");
      tryIt.getStyleClass().add("try-it");
      tryIt.setTooltip(new Tooltip("Changes the machine that is open; Ctrl+Z takes it back"));
      tryIt.setOnAction(_ -> document.edit(change.title(), change.edits()));
      lines.getChildren().add(tryIt);
    }
    return lines;
  }
}
