package io.peerscope.engine.verdict;

import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.dma.Segment;
import java.util.List;

/// The whole answer to a list of pages.
///
/// @param list what was asked
/// @param strategy where the hook was that knows of peer memory
/// @param outcome refused if the call fails or any element is refused, else undetermined if any is
/// @param summary one sentence
/// @param returned what the mapping call returns
/// @param elements every element as if it were alone, in order
/// @param segments what the client gets; empty unless all elements are mapped
/// @param blockSizes bytes of every IOVA block that is allocated for the list
/// @param hazards what may spoil it
public record ListVerdict(
    ScatterList list,
    MappingStrategy strategy,
    Outcome outcome,
    String summary,
    ListReturn returned,
    List<Verdict> elements,
    List<Segment> segments,
    List<Long> blockSizes,
    List<Hazard> hazards) {

  public ListVerdict {
    elements = List.copyOf(elements);
    segments = List.copyOf(segments);
    blockSizes = List.copyOf(blockSizes);
    hazards = List.copyOf(hazards);
  }
}
