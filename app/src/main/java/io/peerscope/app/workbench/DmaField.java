package io.peerscope.app.workbench;

import io.peerscope.app.document.Question;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.dma.Operation;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The DMA asked about, as text that one can type over, and what it does.
final class DmaField extends VBox {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

  private final WorkbenchDocument document;
  private final TextField pair = new TextField();
  private final Label complaint = Nodes.paragraph("", "complaint");

  DmaField(WorkbenchDocument document) {
    this.document = document;
    getStyleClass().add("dma");
    pair.setId("dma");
    pair.getStyleClass().add("mono");
    pair.setPromptText("04:00.0 → 03:00.0:BAR2+0x1000");
    pair.setAccessibleText("DMA as client, arrow, target");
    pair.setTooltip(
        new Tooltip("client → target, such as 04:00.0 -> 03:00.0:BAR2+0x1000  (Ctrl+D)"));
    HBox.setHgrow(pair, Priority.ALWAYS);
    Nodes.show(complaint, false);
    getChildren().addAll(Nodes.row("dma-row", pair, operation()), complaint);
    pair.setOnAction(_ -> ask());
    pair.textProperty().subscribe((_, _) -> forgive());
    document.question().subscribe(question -> pair.setText(question.toString()));
  }

  void focus() {
    pair.requestFocus();
    pair.selectAll();
  }

  private void ask() {
    Optional<Question> question = Question.parse(pair.getText());
    question.ifPresentOrElse(document::ask, this::complain);
  }

  private void complain() {
    pair.pseudoClassStateChanged(ERROR, true);
    complaint.setText("Write client → target, such as 04:00.0 -> 03:00.0:BAR2+0x1000.");
    Nodes.show(complaint, true);
  }

  private void forgive() {
    pair.pseudoClassStateChanged(ERROR, false);
    Nodes.show(complaint, false);
  }

  private ComboBox<Operation> operation() {
    var operation = new ComboBox<Operation>();
    operation.setId("operation");
    operation.setMinWidth(USE_PREF_SIZE);
    operation.setTooltip(new Tooltip("What the client does"));
    operation.setAccessibleText("What the client does");
    operation.getItems().setAll(Operation.WRITE, Operation.READ, Operation.ATOMIC);
    operation.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Operation value) {
            return value == null ? "" : value.spelling();
          }

          @Override
          public Operation fromString(String text) {
            return Operation.ofSpelling(text).orElseThrow();
          }
        });
    document.operation().subscribe(operation::setValue);
    operation
        .valueProperty()
        .subscribe((_, value) -> {
          if (value != null) {
            document.setOperation(value);
          }
        });
    return operation;
  }
}
