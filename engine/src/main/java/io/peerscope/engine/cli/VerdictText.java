package io.peerscope.engine.cli;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A verdict for people: the sentence, the page, the stepped path, the reasons gate by gate.
final class VerdictText {

  private static final int EVENT_WIDTH = 11;
  private static final int PLACE_WIDTH = 19;

  private static final int TOOL_WIDTH = 12;
  private static final int WORD_WIDTH = 24;

  private final Verdict verdict;
  private final List<Word> words;

  /// @param words what tools call the distance of both ends; none for RAM
  VerdictText(Verdict verdict, List<Word> words) {
    this.verdict = verdict;
    this.words = List.copyOf(words);
  }

  void writeTo(Output output) throws IOException {
    output.println(verdict.outcome().spelling() + ": " + OneLine.of(verdict.summary()));
    output.println("");
    output.println("page     " + describePage());
    output.println("program  " + describeMapping());
    output.println(
        "asked    %s: answered by %s"
            .formatted(verdict.strategy().name().spelling(), verdict.answeredBy()));
    writePath(output);
    writeReasons(output);
    writeHazards(output);
    writeWords(output);
  }

  private String describePage() {
    return switch (verdict.page()) {
      case ResolvedPage.Host(var address) -> "RAM at " + Hex.grouped(address.value());
      case ResolvedPage.Nowhere(var why) -> "unknown: " + why;
      case ResolvedPage.Peer peer ->
          peer.provider()
              + " BAR "
              + peer.bar()
              + " + "
              + Hex.of(peer.offset())
              + ", bus offset "
              + VerdictWords.orQuestionMark(peer.busOffset().map(Hex::grouped))
              + peer.inside().map(drive -> ", remapped NVMe " + drive.place()).orElse("");
    };
  }

  private String describeMapping() {
    return switch (verdict.mapping()) {
      case Mapping.Programmed programmed ->
          VerdictWords.how(programmed)
              + ", "
              + VerdictWords.spaceOf(programmed).spelling()
              + " "
              + programmed
                  .address()
                  .ifKnown()
                  .map(address -> Hex.grouped(address.value()))
                  .orElse("address of the allocator's choice");
      case Mapping.Failed failed -> "nothing: " + failed.errno();
      case Mapping.Undecided undecided -> "unknown: " + undecided.reason().text();
    };
  }

  private void writePath(Output output) throws IOException {
    output.println("").println("path");
    for (DmaStep step : verdict.steps()) {
      String number = Integer.toString(step.number());
      output
          .print(" ".repeat(Math.max(0, 4 - number.length())) + number + "  ")
          .print(padded(step.event().spelling(), EVENT_WIDTH))
          .print(padded(step.at().toString(), PLACE_WIDTH))
          .println(OneLine.of(story(step)));
    }
  }

  private static String story(DmaStep step) {
    var story = new StringBuilder();
    if (!step.tlp().isEmpty()) {
      story.append(step.tlp()).append("  ");
    }
    step.address().ifPresent(address -> story.append(spell(address)).append("  "));
    step.translatedTo()
        .ifPresent(address -> story.append("→ ").append(spell(address)).append("  "));
    story.append(step.decision());
    if (!step.rule().isEmpty()) {
      story.append("  (").append(step.rule()).append(')');
    }
    return story.toString();
  }

  private static String spell(Address address) {
    return address.space().spelling() + " " + Hex.grouped(address.value());
  }

  private void writeReasons(Output output) throws IOException {
    output.println("").println("why");
    for (Map.Entry<Gate, GateResult> gate : verdict.gates().entrySet()) {
      output.println("  " + gate.getKey().label() + ": " + VerdictWords.resultOf(gate.getValue()));
      writeReasons(output, VerdictWords.reasonsOf(gate.getValue()), "    ");
    }
  }

  private static void writeReasons(Output output, List<Reason> reasons, String indent)
      throws IOException {
    for (Reason reason : reasons) {
      output.println(indent + "- " + OneLine.of(reason.text()) + " [" + reason.code() + "]");
      for (Evidence fact : reason.evidence()) {
        output.println(indent + "    " + OneLine.of(spell(fact)));
      }
      writeReasons(output, reason.because(), indent + "  ");
    }
  }

  private static String spell(Evidence fact) {
    return fact.about() + " " + fact.name() + " = " + fact.value() + " (" + fact.source() + ")";
  }

  private void writeHazards(Output output) throws IOException {
    for (Hazard hazard : verdict.hazards()) {
      output.println("");
      output.println("hazard: " + OneLine.of(hazard.text()) + " [" + hazard.code() + "]");
    }
  }

  private void writeWords(Output output) throws IOException {
    if (words.isEmpty()) {
      return;
    }
    output.println("").println("distance in the words of");
    for (Word word : words) {
      output
          .print("  " + padded(word.tool().spelling(), TOOL_WIDTH))
          .print(padded(word.told().orElse("?"), WORD_WIDTH))
          .println(OneLine.of(word.why()));
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
