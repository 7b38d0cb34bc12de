package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.page.FieldAction;
import io.peerscope.app.inspector.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A heading with its lines. Lines are made once and used again, because making and styling a page
/// of them anew for each function takes longer than a frame.
final class SectionView extends VBox {

  private final FieldLine.Listener listener;
  private final Consumer<FieldAction> act;
  private final Label heading = Nodes.label("", "heading");
  private final HBox top = Nodes.row("section-top", heading);
  private final List<FieldLine> lines = new ArrayList<>();
  private int count;

  SectionView(FieldLine.Listener listener, Consumer<FieldAction> act) {
    this.listener = listener;
    this.act = act;
    getChildren().add(top);
  }

  /// Shows the section, or as many of its lines as may be made now.
  ///
  /// @param budget lines that may be made
  /// @return how many lines of the section are still to come
  int show(Section section, int budget) {
    heading.setText(section.heading());
    showActions(section.actions());
    int before = lines.size();
    while (lines.size() < section.fields().size() && lines.size() - before < budget) {
      var line = new FieldLine(listener);
      lines.add(line);
      getChildren().add(line);
    }
    count = Math.min(section.fields().size(), lines.size());
    for (int index = 0; index < lines.size(); index++) {
      Nodes.show(lines.get(index), index < count);
      if (index < count) {
        lines.get(index).show(section.fields().get(index));
      }
    }
    Nodes.show(this, true);
    return section.fields().size() - count;
  }

  private void showActions(List<FieldAction> actions) {
    if (top.getChildren().size() > 1 || !actions.isEmpty()) {
      top.getChildren().setAll(heading);
      for (FieldAction action : actions) {
        var link = new Hyperlink(action.label());
        link.getStyleClass().add("field-action");
        link.setTooltip(new Tooltip(action.sentence()));
        link.setOnAction(_ -> act.accept(action));
        top.getChildren().add(link);
      }
    }
  }

  void hide() {
    count = 0;
    Nodes.show(this, false);
  }

  /// How many lines there are to use again.
  int made() {
    return lines.size();
  }

  /// The lines in use.
  List<FieldLine> lines() {
    return lines.subList(0, count);
  }
}
