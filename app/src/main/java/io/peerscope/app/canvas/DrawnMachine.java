package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Convoy;
import io.peerscope.app.canvas.drawing.DejaVuMeasure;
import io.peerscope.app.canvas.drawing.Labels;
import io.peerscope.app.canvas.drawing.ScenePicture;
import io.peerscope.app.canvas.drawing.TextMeasure;
import io.peerscope.app.canvas.drawing.TopologyPicture;
import io.peerscope.app.canvas.layout.FoldKey;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.topology.Topology;
import java.util.Set;

/// A machine laid out, and what draws it.
///
/// @param layout where everything is
/// @param ground the machine itself
/// @param scene what is shown on top of it
/// @param convoy several DMAs at once
/// @param walk the way of the keyboard through it
record DrawnMachine(
    TopologyLayout layout,
    TopologyPicture ground,
    ScenePicture scene,
    Convoy convoy,
    KeyboardWalk walk) {

  /// @param unfolded groups of like siblings that are open
  /// @param shown functions that stand by themselves although their siblings are folded
  /// @param labels which words stand in the picture
  static DrawnMachine of(
      Topology topology,
      TranslatorPlacement translators,
      Set<FoldKey> unfolded,
      Set<PciAddress> shown,
      Labels labels,
      TextMeasure measure) {
    TopologyLayout layout = TopologyLayout.of(topology, Set.copyOf(unfolded), Set.copyOf(shown));
    return of(layout, new KeyboardWalk(layout.items()), topology, translators, labels, measure);
  }

  /// No machine at all.
  static DrawnMachine nothing() {
    return of(
        Topology.empty(),
        TranslatorPlacement.Named.NONE,
        Set.of(),
        Set.of(),
        Labels.ALL,
        new DejaVuMeasure());
  }

  private static DrawnMachine of(
      TopologyLayout layout,
      KeyboardWalk walk,
      Topology topology,
      TranslatorPlacement translators,
      Labels labels,
      TextMeasure measure) {
    var ground = new TopologyPicture(layout, topology, translators, measure, labels);
    return new DrawnMachine(
        layout,
        ground,
        new ScenePicture(layout, topology, ground, measure),
        new Convoy(layout, topology, ground),
        walk);
  }

  /// The same picture with translators elsewhere, or with other words; nothing moves.
  DrawnMachine with(
      Topology topology, TranslatorPlacement translators, Labels labels, TextMeasure measure) {
    return of(layout, walk, topology, translators, labels, measure);
  }
}
