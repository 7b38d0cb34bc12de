package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is shown on top of a topology.
///
/// @param verdict the verdict on show
/// @param step index of its current step; -1 for the whole way without a packet
/// @param fraction how much of that step is over, 0 to 1
/// @param selected the selected function
/// @param alsoSelected further selected functions
/// @param client the function that issues
/// @param target the function aimed at
/// @param focus the function that the keyboard is at
/// @param window what can be seen
/// @param detail how much is drawn
/// @param covered what lies above the picture: labels keep off it
public record Scene(
    Optional<Verdict> verdict,
    int step,
    double fraction,
    Optional<PciAddress> selected,
    Set<PciAddress> alsoSelected,
    Optional<PciAddress> client,
    Optional<PciAddress> target,
    Optional<PciAddress> focus,
    Box window,
    Detail detail,
    List<Box> covered) {

  public Scene {
    alsoSelected = Set.copyOf(alsoSelected);
    covered = List.copyOf(covered);
  }

  /// A verdict as it ends, without a packet.
  public static Scene whole(Optional<Verdict> verdict, Box window) {
    return new Scene(
        verdict,
        -1,
        1,
        Optional.empty(),
        Set.of(),
        verdict.map(known -> known.request().client()),
        Optional.empty(),
        Optional.empty(),
        window,
        Detail.NAMES,
        List.of());
  }

  /// A verdict in the middle of a step, with its packet.
  static Scene at(Verdict verdict, int step, double fraction, Box window) {
    return new Scene(
        Optional.of(verdict),
        step,
        fraction,
        Optional.empty(),
        Set.of(),
        Optional.of(verdict.request().client()),
        Optional.empty(),
        Optional.empty(),
        window,
        Detail.NAMES,
        List.of());
  }
}
