package io.peerscope.engine.parties;

import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.distance.Tool;
import io.peerscope.engine.distance.Word;
import java.util.List;

/// That two functions are no farther apart than a word of NCCL says.
///
/// NVLinks would make them nearer, but then the DMA does not go over PCI.
final class DistanceCondition {

  private static final List<String> NEAREST_FIRST = List.of("LOC", "PIX", "PXB", "PHB", "SYS");

  private final Situation situation;

  DistanceCondition(Situation situation) {
    this.situation = situation;
  }

  Finding within(String level) {
    int limit = NEAREST_FIRST.indexOf(overPci(level));
    if (limit < 0) {
      return Finding.of(State.UNKNOWN, "level-unknown", "no distance is called '" + level + "'");
    }
    Word word =
        new DistanceWords(situation.platform().topology())
            .between(Tool.NCCL, situation.client().address(), situation.target().address());
    List<String> possible =
        switch (word) {
          case Word.Told(_, var told, _, _) -> List.of(told);
          case Word.Untold(_, var words, _, _) -> words;
        };
    long within = possible.stream().filter(each -> isWithin(each, limit)).count();
    State state =
        within == possible.size() && !possible.isEmpty()
            ? State.YES
            : within == 0 && !possible.isEmpty() ? State.NO : State.UNKNOWN;
    return Finding.of(state, code(state), sentence(word, level, state), word.evidence());
  }

  /// Words for links besides PCI lie between those for PCI; numbers are the levels of old releases.
  private static String overPci(String level) {
    return switch (level) {
      case "NVL", "NVB", "C2C", "0" -> "LOC";
      case "1" -> "PIX";
      case "2", "P2C", "PXN" -> "PXB";
      case "3" -> "PHB";
      case "4", "5" -> "SYS";
      default -> level;
    };
  }

  private static boolean isWithin(String word, int limit) {
    int at = NEAREST_FIRST.indexOf(word);
    return at >= 0 && at <= limit;
  }

  private static String code(State state) {
    return switch (state) {
      case YES -> "within-distance";
      case NO -> "too-far";
      case UNKNOWN -> "distance-unknown";
    };
  }

  private static String sentence(Word word, String level, State state) {
    return switch (word) {
      case Word.Told(_, var told, var why, _) ->
          "the distance is %s (%s), %s %s"
              .formatted(told, why, state == State.YES ? "within" : "beyond", level);
      case Word.Untold(_, _, var why, _) ->
          switch (state) {
            case YES -> "the distance is within %s (%s)".formatted(level, why);
            case NO -> "the distance is beyond %s (%s)".formatted(level, why);
            case UNKNOWN ->
                "whether the distance is within %s is not told (%s)".formatted(level, why);
          };
    };
  }
}
