package io.peerscope.app.inspector;

import io.peerscope.app.document.EditWords;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.Inspector.Answer;
import io.peerscope.engine.edit.PlatformEdit;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/// What stands against an edit, as a sentence, with the edits that would help.
final class AnswerView extends VBox {

  AnswerView(Answer answer, Consumer<PlatformEdit> make) {
    getStyleClass().addAll("answer", answer.done() ? "answer-done" : "answer-refused");
    var sentence = Nodes.paragraph(capital(answer.sentence()), "answer-text");
    sentence.setId("answer");
    getChildren().add(sentence);
    for (PlatformEdit fix : answer.fixes()) {
      var link = new Hyperlink(EditWords.of(fix));
      link.getStyleClass().add("answer-fix");
      link.setOnAction(_ -> make.accept(fix));
      getChildren().add(link);
    }
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
