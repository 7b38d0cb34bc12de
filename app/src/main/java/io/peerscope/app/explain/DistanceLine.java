package io.peerscope.app.explain;

import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// What tools call the distance of both ends, in one line.
///
/// @param words every tool's word, or a question mark
/// @param reasons the same with the reasons, a line for each tool
record DistanceLine(String words, String reasons) {

  /// The line for a verdict; empty words for a DMA to RAM, and on another machine.
  static DistanceLine of(Verdict verdict, Topology topology) {
    var client = verdict.request().client();
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)
        || topology.find(client).isEmpty()
        || topology.find(peer.provider()).isEmpty()) {
      return new DistanceLine("", "");
    }
    List<Word> words = new DistanceWords(topology).between(client, peer.provider());
    return new DistanceLine(
        words.stream().map(DistanceLine::spell).collect(Collectors.joining("  ·  ")),
        words.stream()
            .map(word -> spell(word) + ": " + word.why())
            .collect(Collectors.joining("\n")));
  }

  private static String spell(Word word) {
    return word.tool().spelling() + " " + word.told().orElse("?");
  }
}
