package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Set;
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

/// What a canvas shows, as properties for whoever owns it to bind.
abstract class BoundCanvas extends Region {

  final ObjectProperty<Platform> platform =
      new SimpleObjectProperty<>(this, "platform", Platform.of(Topology.empty()));
  final ObjectProperty<TranslatorPlacement> translators =
      new SimpleObjectProperty<>(this, "translators", TranslatorPlacement.Named.SWITCHES);
  final ObjectProperty<Labels> labels = new SimpleObjectProperty<>(this, "labels", Labels.ALL);
  final BooleanProperty dark = new SimpleBooleanProperty(this, "dark", false);
  final ObjectProperty<@Nullable PciAddress> selected =
      new SimpleObjectProperty<>(this, "selected");
  final ObjectProperty<Set<PciAddress>> alsoSelected =
      new SimpleObjectProperty<>(this, "alsoSelected", Set.of());
  final ObjectProperty<@Nullable PciAddress> client = new SimpleObjectProperty<>(this, "client");
  final ObjectProperty<@Nullable PciAddress> target = new SimpleObjectProperty<>(this, "target");
  final ObjectProperty<@Nullable Verdict> verdict = new SimpleObjectProperty<>(this, "verdict");
  final IntegerProperty step = new SimpleIntegerProperty(this, "step", -1);
  final DoubleProperty fraction = new SimpleDoubleProperty(this, "fraction", 1);
  final ObjectProperty<List<Verdict>> companions =
      new SimpleObjectProperty<>(this, "companions", List.of());
  final ObjectProperty<Set<PciAddress>> stops = new SimpleObjectProperty<>(this, "stops", Set.of());
  final ObjectProperty<Set<PciAddress>> found = new SimpleObjectProperty<>(this, "found", Set.of());

  /// The machine on show.
  public ObjectProperty<Platform> platformProperty() {
    return platform;
  }

  /// Where soft-IOMMU translators are drawn.
  public ObjectProperty<TranslatorPlacement> translatorsProperty() {
    return translators;
  }

  /// Which words stand in the picture.
  public ObjectProperty<Labels> labelsProperty() {
    return labels;
  }

  /// Whether the dark palette is used.
  public BooleanProperty darkProperty() {
    return dark;
  }

  /// The selected function, or null.
  public ObjectProperty<@Nullable PciAddress> selectedProperty() {
    return selected;
  }

  /// Further selected functions.
  public ObjectProperty<Set<PciAddress>> alsoSelectedProperty() {
    return alsoSelected;
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

  /// How much of the step is over, 0 to 1: at 0 the packet is where the last step left it, at 1 it
  /// is at the place of this step.
  public DoubleProperty fractionProperty() {
    return fraction;
  }

  /// Further DMAs that are under way at the same time; each is at the same step as the first.
  public ObjectProperty<List<Verdict>> companionsProperty() {
    return companions;
  }

  /// The functions at which following stops, each with a dot.
  public ObjectProperty<Set<PciAddress>> stopsProperty() {
    return stops;
  }

  /// The functions that a search has found; each has a ring.
  public ObjectProperty<Set<PciAddress>> foundProperty() {
    return found;
  }
}
