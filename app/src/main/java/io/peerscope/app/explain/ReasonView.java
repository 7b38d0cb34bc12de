package io.peerscope.app.explain;

import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A reason that unfolds into its facts and the reasons behind it; choosing a fact about a function
/// selects that function.
final class ReasonView extends VBox {

  private final Consumer<PciAddress> select;

  /// @param unfolded whether facts and deeper reasons show at once
  ReasonView(Reason reason, boolean unfolded, Consumer<PciAddress> select) {
    this.select = select;
    getStyleClass().add("reason");
    if (reason.evidence().isEmpty() && reason.because().isEmpty()) {
      getChildren().add(leaf(reason));
      return;
    }
    VBox below = Nodes.column("reason-below");
    getChildren().addAll(folder(reason, unfolded, below), below);
  }

  /// What is behind a reason, made when it is unfolded for the first time.
  private void fill(VBox below, Reason reason, boolean unfolded) {
    reason.evidence().forEach(evidence -> below.getChildren().add(fact(evidence)));
    reason
        .because()
        .forEach(cause -> below.getChildren().add(new ReasonView(cause, unfolded, select)));
  }

  private ToggleButton folder(Reason reason, boolean unfolded, VBox below) {
    var folder = new ToggleButton();
    folder.getStyleClass().add("reason-text");
    folder.setWrapText(true);
    folder.setMinHeight(Region.USE_PREF_SIZE);
    folder.setMaxWidth(Double.MAX_VALUE);
    folder.setSelected(unfolded);
    folder
        .selectedProperty()
        .subscribe(open -> {
          folder.setText((open ? "▾ " : "▸ ") + reason.text());
          if (open && below.getChildren().isEmpty()) {
            fill(below, reason, unfolded);
          }
          Nodes.show(below, open);
        });
    folder.setOnAction(_ -> functionOf(reason).ifPresent(select));
    return folder;
  }

  private static Region leaf(Reason reason) {
    return Nodes.paragraph("· " + reason.text(), "reason-text", "leaf");
  }

  private Region fact(Evidence evidence) {
    String text =
        "%s %s = %s".formatted(evidence.about(), evidence.name(), evidence.value()).strip();
    var fact = new Button(text);
    fact.setWrapText(true);
    fact.setMinHeight(Region.USE_PREF_SIZE);
    fact.getStyleClass().addAll("fact", "mono");
    if (evidence.value().equals("unknown")) {
      fact.getStyleClass().add("unknown");
    }
    fact.setAccessibleText(text + ", from " + evidence.source());
    Optional<PciAddress> function = PciAddress.parse(evidence.about());
    fact.setFocusTraversable(function.isPresent());
    fact.setOnAction(_ -> function.ifPresent(select));
    var source = Nodes.paragraph(evidence.source(), "fact-source", "mono");
    return Nodes.column("fact-lines", fact, source);
  }

  private static Optional<PciAddress> functionOf(Reason reason) {
    return reason.evidence().stream()
        .map(evidence -> PciAddress.parse(evidence.about()))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
