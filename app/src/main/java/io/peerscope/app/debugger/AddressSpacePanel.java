package io.peerscope.app.debugger;

import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.scale.AddressView;
import io.peerscope.app.scale.ElasticAxis.Scale;
import io.peerscope.engine.dma.AddressColumn;
import io.peerscope.engine.dma.AddressColumns;
import io.peerscope.engine.dma.AddressTrail;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The address spaces that the DMA passes through, with the present address as a line; the columns
/// are worked out only while they are looked at.
public final class AddressSpacePanel extends VBox {

  private final WorkbenchDocument document;
  private final AddressView view;
  private final Label sentence = Nodes.label("", "muted");
  private final ScrollPane scroll;
  private boolean shown;
  private Optional<Verdict> columnsOf = Optional.empty();
  private List<AddressColumn> columns = List.of();

  public AddressSpacePanel(WorkbenchDocument document, ObservableValue<Boolean> dark) {
    this.document = document;
    this.view = new AddressView(dark, document::select);
    this.scroll = Nodes.scroll(view);
    getStyleClass().add("address-space");
    sentence.setId("address-sentence");
    sentence.setMinWidth(0);
    HBox head = Nodes.row("address-head", sentence, Nodes.spacer());
    legend(head);
    scales(head);
    scroll.getStyleClass().add("address-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(head, scroll);
    scroll.viewportBoundsProperty().subscribe(it -> view.setWantedHeight(it.getHeight()));
    document.verdict().subscribe(_ -> refresh());
    document.step().subscribe(_ -> refresh());
  }

  /// Whether somebody looks.
  public void setShown(boolean isShown) {
    shown = isShown;
    refresh();
  }

  /// What is drawn.
  public AddressView view() {
    return view;
  }

  @SuppressWarnings("ReferenceEquality") // columns of the very verdict that they were made of
  private void refresh() {
    if (!shown) {
      return;
    }
    Optional<Verdict> verdict = document.verdict().get();
    if (verdict.isEmpty()) {
      columnsOf = Optional.empty();
      columns = List.of();
      view.show(columns, new AddressTrail(List.of(), List.of()));
      sentence.setText("Choose two devices: the address in every space it passes is drawn here.");
      return;
    }
    Verdict now = verdict.get();
    if (columnsOf.isEmpty() || columnsOf.get() != now) {
      columnsOf = verdict;
      columns =
          AddressColumns.of(
              document.platform().get(), now.request().client(), now.page(), now.mapping());
    }
    view.show(columns, trail(columns, now, document.step().get()));
    sentence.setText(
        "one page of %s's DMA to %s. The slope between two columns is the offset; a level line is an offset of zero."
            .formatted(
                Targets.shortest(now.request().client()), Targets.spell(now.request().target())));
  }

  static AddressTrail trail(List<AddressColumn> columns, Verdict verdict, int step) {
    return AddressTrail.at(
        columns, verdict.request(), verdict.page(), verdict.mapping(), verdict.steps(), step);
  }

  private static void legend(HBox head) {
    for (AddressColumn.Meaning meaning : AddressView.meanings()) {
      var swatch = new Region();
      swatch
          .getStyleClass()
          .addAll("legend-swatch", "legend-" + meaning.name().toLowerCase(Locale.ROOT));
      head.getChildren().addAll(swatch, Nodes.label(words(meaning), "muted"));
    }
  }

  private static String words(AddressColumn.Meaning meaning) {
    return switch (meaning) {
      case WINDOW -> "window";
      case BAR -> "BAR";
      case RAM -> "RAM";
      case RESERVED -> "reserved";
    };
  }

  private void scales(HBox head) {
    var group = new ToggleGroup();
    HBox modes = Nodes.row("modes");
    modes.getStyleClass().add("small");
    for (Scale scale : Scale.values()) {
      var toggle = new ToggleButton(scale.label());
      toggle.setId("scale-" + scale.name().toLowerCase(Locale.ROOT));
      toggle.setToggleGroup(group);
      toggle.setSelected(scale == Scale.ELASTIC);
      toggle.setUserData(scale);
      toggle.setTooltip(new Tooltip(tooltip(scale)));
      modes.getChildren().add(toggle);
    }
    group.selectedToggleProperty().subscribe((before, now) -> choose(group, before, now));
    head.getChildren().add(modes);
  }

  private static String tooltip(Scale scale) {
    return switch (scale) {
      case ELASTIC -> "Holes are folded, small ranges enlarged until they can be read";
      case LOGARITHMIC -> "Every range by the logarithm of its size";
      case TRUE -> "A byte is a byte: small ranges may vanish";
    };
  }

  private void choose(ToggleGroup group, Toggle before, @Nullable Toggle now) {
    if (now == null) {
      group.selectToggle(before);
    } else if (now.getUserData() instanceof Scale scale) {
      view.setScale(scale);
    }
  }
}
