package io.peerscope.app.workbench;

import io.peerscope.app.document.Bar;
import io.peerscope.app.document.Bars;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Above the canvas: what waits for the user about the document, with buttons instead of a dialog.
final class DocumentBars extends VBox {

  private final Bars bars;
  private final Runnable answered;

  /// @param answered what happens to the focus when the button that had it is gone
  DocumentBars(Bars bars, Runnable answered) {
    this.bars = bars;
    this.answered = answered;
    setId("bars");
    bars.all()
        .subscribe(all -> {
          getChildren().setAll(all.stream().map(this::row).toList());
          Nodes.show(this, !all.isEmpty());
        });
  }

  private Node row(Bar bar) {
    boolean isTrouble = bar.subject().isTrouble();
    var what = Nodes.paragraph(bar.what(), "bar-what");
    what.setId("bar-" + bar.subject().name().toLowerCase(Locale.ROOT));
    var text = new VBox(what);
    if (!bar.advice().isEmpty()) {
      text.getChildren().add(Nodes.paragraph(bar.advice(), "notice-advice"));
    }
    HBox.setHgrow(text, Priority.ALWAYS);
    var icon = (isTrouble ? Icons.REFUSED : Icons.WAITING).node("bar-icon");
    HBox row = Nodes.row(isTrouble ? "bar-trouble" : "bar-waiting", icon, text);
    bar.answers().forEach(answer -> row.getChildren().add(button(bar, answer)));
    row.getChildren().add(later(bar));
    return row;
  }

  private Button button(Bar bar, Bar.Answer answer) {
    var button = new Button(answer.label());
    button.setId(answer.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> {
      answered.run();
      bars.answer(bar, answer);
    });
    return button;
  }

  private Button later(Bar bar) {
    var close = new Button();
    close.setGraphic(Icons.CLOSE.node());
    close.getStyleClass().add("quiet");
    close.setAccessibleText("Not now");
    close.setTooltip(new Tooltip("Not now"));
    close.setOnAction(_ -> {
      answered.run();
      bars.dismiss(bar.subject());
    });
    return close;
  }
}
