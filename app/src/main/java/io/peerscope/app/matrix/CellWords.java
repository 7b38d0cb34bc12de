package io.peerscope.app.matrix;

import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.distance.Tool;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.PairWays;
import io.peerscope.engine.policy.Passage;
import java.util.List;

/// A cell in words: its sentence, its sub-verdicts, and what the tools of the trade call the pair.
///
/// @param pair `04:00.0 → 03:00.0`
/// @param sentence what the kernel's policy says and why
/// @param ways the four sub-verdicts
/// @param rosetta kernel type and distance, and the words of nvidia-smi, NCCL and hwloc
/// @param kind what becomes of writes
/// @param distance as the kernel counts it, `dist 4` or `dist ?`
record CellWords(
    String pair, String sentence, String ways, String rosetta, VerdictKind kind, String distance) {

  private static final List<Tool> TOOLS = List.of(Tool.NVIDIA_SMI, Tool.NCCL, Tool.HWLOC);

  static CellWords of(MatrixScene scene, int row, int column) {
    PciAddress client = scene.rows().at(row).address();
    PciAddress provider = scene.columns().at(column).address();
    String pair = Targets.shortest(client) + " → " + Targets.shortest(provider);
    P2pDecision decision = scene.policy().decide(provider, client);
    PairWays ways = scene.waysAt(row, column);
    VerdictKind kind = Kinds.of(ways.ofWrites());
    VerdictKind reads = Kinds.of(ways.ofReads());
    String title =
        kind == reads ? title(kind) : "writes " + title(kind) + ", reads " + title(reads);
    return new CellWords(
        pair,
        title + ": " + decision.reason().text(),
        waysOf(ways),
        rosetta(scene, decision, client, provider),
        kind,
        "dist " + decision.distance().map(String::valueOf).orElse("?"));
  }

  private static String title(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> "direct, by bus address";
      case THROUGH_HOST_BRIDGE -> "through the host bridge";
      case REFUSED -> "refused";
      case UNDETERMINED -> "undetermined";
    };
  }

  private static String waysOf(PairWays ways) {
    String writes =
        "write: direct %s, mapped %s".formatted(word(ways.directWrite()), word(ways.mappedWrite()));
    String reads =
        "read: direct %s, mapped %s".formatted(word(ways.directRead()), word(ways.mappedRead()));
    return writes + " · " + reads;
  }

  private static String word(Passage passage) {
    return switch (passage) {
      case OPEN -> "open";
      case CLOSED -> "closed";
      case UNTOLD -> "unknown";
    };
  }

  private static String rosetta(
      MatrixScene scene, P2pDecision decision, PciAddress client, PciAddress provider) {
    var line =
        new StringBuilder("kernel ")
            .append(decision.type().ifKnown().map(P2pMapType::name).orElse("UNDETERMINED"))
            .append(", distance ")
            .append(decision.distance().map(String::valueOf).orElse("?"));
    for (Tool tool : TOOLS) {
      line.append(" · ").append(tool.spelling()).append(' ');
      line.append(wordOf(scene.words().between(tool, client, provider)));
    }
    return line.toString();
  }

  private static String wordOf(Word word) {
    return switch (word) {
      case Word.Told(_, String told, _, _) -> told.strip();
      case Word.Untold(_, List<String> possible, _, _) ->
          possible.isEmpty() ? "?" : String.join(" or ", possible) + " ?";
    };
  }

  /// All of it, one line each.
  String all() {
    return String.join("\n", pair, sentence, ways, rosetta);
  }
}
