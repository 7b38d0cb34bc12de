package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Hovering;
import io.peerscope.app.canvas.drawing.Scene;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What lies above the machine and moves.
///
/// @param scene the DMA that is asked about, and what is chosen
/// @param companions further DMAs that are under way
/// @param stops functions at which following stops
/// @param found functions that a search has found
/// @param hovering what is carried, or the line that is drawn
/// @param frame a frame that is being drawn around items
/// @param plugs ends of lines that can be drawn
record Above(
    Scene scene,
    List<Verdict> companions,
    Set<PciAddress> stops,
    Set<PciAddress> found,
    Optional<Hovering> hovering,
    Optional<Box> frame,
    List<Point> plugs) {}
