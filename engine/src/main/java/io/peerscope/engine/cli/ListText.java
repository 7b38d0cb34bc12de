package io.peerscope.engine.cli;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Segment;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.ListVerdict;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;

/// The verdict on a list for people: the sentence, what the calls return, elements and segments.
final class ListText {

  private final ListVerdict verdict;

  ListText(ListVerdict verdict) {
    this.verdict = verdict;
  }

  void writeTo(Output output) throws IOException {
    output.println(verdict.outcome().spelling() + ": " + OneLine.of(verdict.summary()));
    output.println("");
    output.println("strategy  " + verdict.strategy().name().spelling());
    output.println(
        "returns   dma_map_sg_attrs %s, dma_map_sgtable %s"
            .formatted(verdict.returned().ofMapSgAttrs(), verdict.returned().ofMapSgtable()));
    output.println("").println("elements");
    int number = 1;
    for (Verdict element : verdict.elements()) {
      output.println(line(number++, element));
    }
    if (!verdict.segments().isEmpty()) {
      output.println("").println("segments");
    }
    for (Segment segment : verdict.segments()) {
      output.println("  " + line(segment));
    }
    for (Hazard hazard : verdict.hazards()) {
      output
          .println("")
          .println("hazard: %s [%s]".formatted(OneLine.of(hazard.text()), hazard.code()));
    }
  }

  private static String line(int number, Verdict element) {
    return "  %d  %s  %s  %s  %s  %s  [%s]"
        .formatted(
            number,
            element.request().target(),
            Hex.size(element.request().size()),
            element.outcome().spelling(),
            VerdictWords.how(element.mapping()),
            element.answeredBy(),
            DecidingReason.of(element).code());
  }

  private static String line(Segment segment) {
    String elements =
        segment.first() == segment.last()
            ? "element " + segment.first()
            : "elements %d to %d".formatted(segment.first(), segment.last());
    return "%s, %s, %s".formatted(place(segment), Hex.size(segment.length()), elements);
  }

  /// `iova block 0 + 0x1000`, or the address.
  static String place(Segment segment) {
    return segment.block().isPresent()
        ? "iova block %d + %s".formatted(segment.block().getAsInt(), Hex.of(segment.offset()))
        : segment.how().spelling()
            + " "
            + segment.address().ifKnown().map(known -> Hex.grouped(known.value())).orElse("?");
  }
}
