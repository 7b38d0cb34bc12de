package io.peerscope.app.workbench;

import io.peerscope.app.document.Bar;
import io.peerscope.app.document.Bars;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Icons;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One thing that waits for the user: what happened, what it means, and a button for each answer.
final class DocumentBar extends HBox {

  private final Bars bars;
  private final Runnable answered;
  private final Label what;
  private final Label advice;
  private Bar bar;

  /// @param answered what happens to the focus when the button that had it is gone
  DocumentBar(Bar bar, Bars bars, Runnable answered) {
    this.bar = bar;
    this.bars = bars;
    this.answered = answered;
    boolean isTrouble = bar.subject().isTrouble();
    what = Nodes.paragraph("", "bar-what");
    what.setId("bar-" + bar.subject().name().toLowerCase(Locale.ROOT));
    advice = Nodes.paragraph("", "notice-advice");
    var text = new VBox(what, advice);
    HBox.setHgrow(text, Priority.ALWAYS);
    var icon = (isTrouble ? Icons.REFUSED : Icons.WAITING).node("bar-icon");
    getStyleClass().add(isTrouble ? "bar-trouble" : "bar-waiting");
    getChildren().addAll(icon, text);
    for (int nth = 0; nth < bar.answers().size(); nth++) {
      getChildren().add(button(nth));
    }
    getChildren().add(later());
    say(bar);
  }

  /// Whether only the words of a bar are others.
  boolean canSay(Bar other) {
    return other.subject() == bar.subject() && labels(other).equals(labels(bar));
  }

  private static List<String> labels(Bar bar) {
    return bar.answers().stream().map(Bar.Answer::label).toList();
  }

  void say(Bar newBar) {
    bar = newBar;
    what.setText(bar.what());
    advice.setText(bar.advice());
    Nodes.show(advice, !bar.advice().isEmpty());
  }

  private Button button(int nth) {
    String label = bar.answers().get(nth).label();
    var button = new Button(label);
    button.setId(label.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> {
      answered.run();
      bars.answer(bar, bar.answers().get(nth));
    });
    return button;
  }

  private Button later() {
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
