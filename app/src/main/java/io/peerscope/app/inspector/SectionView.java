package io.peerscope.app.inspector;

import io.peerscope.app.fx.Nodes;
import io.peerscope.app.inspector.InspectorPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A heading with its lines. Lines are made once and used again, because making and styling a page
/// of them anew for each function takes longer than a frame.
final class SectionView extends VBox {

  private final Consumer<FieldLine> choose;
  private final Label heading = Nodes.label("", "heading");
  private final List<FieldLine> lines = new ArrayList<>();
  private int count;

  SectionView(Consumer<FieldLine> choose) {
    this.choose = choose;
    getChildren().add(heading);
  }

  void show(Section section) {
    heading.setText(section.heading());
    count = section.fields().size();
    while (lines.size() < count) {
      var line = new FieldLine(choose);
      lines.add(line);
      getChildren().add(line);
    }
    for (int index = 0; index < lines.size(); index++) {
      Nodes.show(lines.get(index), index < count);
      if (index < count) {
        lines.get(index).show(section.fields().get(index));
      }
    }
    Nodes.show(this, true);
  }

  void hide() {
    count = 0;
    Nodes.show(this, false);
  }

  /// The lines in use.
  List<FieldLine> lines() {
    return lines.subList(0, count);
  }
}
