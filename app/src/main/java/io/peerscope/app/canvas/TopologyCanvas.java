package io.peerscope.app.canvas;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Draws a platform, lets one move over it and choose functions, and shows a verdict on it.
///
/// It knows no document: whoever owns one binds these properties.
public final class TopologyCanvas extends Region {

  private final ObjectProperty<Platform> platform =
      new SimpleObjectProperty<>(this, "platform", Platform.of(Topology.empty()));
  private final ObjectProperty<TranslatorPlacement> translators =
      new SimpleObjectProperty<>(this, "translators", TranslatorPlacement.Named.SWITCHES);
  private final BooleanProperty dark = new SimpleBooleanProperty(this, "dark", false);
  private final ObjectProperty<@Nullable PciAddress> selected =
      new SimpleObjectProperty<>(this, "selected");
  private final ObjectProperty<@Nullable PciAddress> client =
      new SimpleObjectProperty<>(this, "client");
  private final ObjectProperty<@Nullable PciAddress> target =
      new SimpleObjectProperty<>(this, "target");
  private final ObjectProperty<@Nullable Verdict> verdict =
      new SimpleObjectProperty<>(this, "verdict");
  private final IntegerProperty step = new SimpleIntegerProperty(this, "step", -1);
  private final DoubleProperty fraction = new SimpleDoubleProperty(this, "fraction", 1);
  private Consumer<PciAddress> onChosen = _ -> {};

  /// The machine on show.
  public ObjectProperty<Platform> platformProperty() {
    return platform;
  }

  /// Where soft-IOMMU translators are drawn.
  public ObjectProperty<TranslatorPlacement> translatorsProperty() {
    return translators;
  }

  /// Whether the dark palette is used.
  public BooleanProperty darkProperty() {
    return dark;
  }

  /// The selected function, or null.
  public ObjectProperty<@Nullable PciAddress> selectedProperty() {
    return selected;
  }

  /// The function that issues the DMA, or null.
  public ObjectProperty<@Nullable PciAddress> clientProperty() {
    return client;
  }

  /// The function the DMA is aimed at, or null.
  public ObjectProperty<@Nullable PciAddress> targetProperty() {
    return target;
  }

  /// The verdict whose path is drawn, or null.
  public ObjectProperty<@Nullable Verdict> verdictProperty() {
    return verdict;
  }

  /// Index into the verdict's steps, from 0; -1 draws the whole path without a packet.
  public IntegerProperty stepProperty() {
    return step;
  }

  /// How much of the step is over, 0 to 1: at 0 the packet is where the last step left it, at 1 it is
  /// at the place of this step.
  public DoubleProperty fractionProperty() {
    return fraction;
  }

  /// What happens when the user chooses a function with the mouse or with Enter.
  public void setOnChosen(Consumer<PciAddress> action) {
    onChosen = action;
  }

  /// Shows the whole picture.
  public void fit() {}

  public void zoomIn() {}

  public void zoomOut() {}

  /// Moves the picture so that a function is in the middle, unfolding its group.
  public void centerOn(PciAddress address) {
    selected.get();
  }
}
