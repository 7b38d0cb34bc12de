package io.peerscope.app.debugger;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One question about one page: whose it is, who was asked, and which address to program.
///
/// @param page number of the page within the request, or of its pages: `0–15`
/// @param cpuPhysical its CPU physical address, or why it is unknown
/// @param kind `host`, `peer` or `unknown`
/// @param provider the device whose memory it is, or `RAM`
/// @param barAndOffset `2 + 0x1000`, or empty
/// @param hook who was asked: a translator, or the kernel's own DMA API
/// @param program the address to program, where there is one
/// @param outcome the word shown in its place: `refused`, `unknown`, `passed outward`
/// @param why the answer in a sentence
/// @param step index of the step in which this is answered
public record PageRow(
    String page,
    String cpuPhysical,
    String kind,
    String provider,
    String barAndOffset,
    String hook,
    Optional<Address> program,
    String outcome,
    String why,
    int step) {

  /// Bytes of a page.
  private static final long PAGE = 4096;

  /// Everybody who was asked about the page, innermost first; the last row holds the answer.
  public static List<PageRow> of(Verdict verdict) {
    return of(verdict, 0);
  }

  /// The rows of all pieces that one call maps, in their order.
  public static List<PageRow> ofAll(List<Verdict> pieces) {
    List<PageRow> rows = new ArrayList<>();
    long first = 0;
    for (Verdict piece : pieces) {
      rows.addAll(of(piece, first));
      first += pages(piece);
    }
    return rows;
  }

  private static long pages(Verdict verdict) {
    return Math.ceilDiv(verdict.request().size(), PAGE);
  }

  private static String spell(long first, long pages) {
    return pages == 1 ? String.valueOf(first) : first + "–" + (first + pages - 1);
  }

  private static List<PageRow> of(Verdict verdict, long first) {
    List<PageRow> rows = new ArrayList<>();
    PageRow blank = describe(verdict.page()).ofPages(spell(first, pages(verdict)));
    List<DmaStep> asked =
        verdict.steps().stream().filter(step -> step.event() == StepEvent.TRANSLATOR).toList();
    boolean translatorAnswered = isAnsweredByTranslator(verdict) && !asked.isEmpty();
    for (DmaStep step : asked) {
      boolean isAnswer = translatorAnswered && step.equals(asked.getLast());
      PageRow row =
          blank.askedOf(
              "translator " + Places.spell(step.at()), step.decision(), step.number() - 1);
      rows.add(isAnswer ? row.answered(verdict.mapping()) : row);
    }
    if (!translatorAnswered) {
      rows.add(
          blank
              .askedOf("DMA API", verdict.mapping().reason().text(), answeredIn(verdict.steps()))
              .answered(verdict.mapping()));
    }
    return rows;
  }

  /// The step in which the client is programmed, else the last one.
  private static int answeredIn(List<DmaStep> steps) {
    for (DmaStep step : steps) {
      if (step.event() == StepEvent.PROGRAM) {
        return step.number() - 1;
      }
    }
    return Math.max(0, steps.size() - 1);
  }

  /// The row that is being answered at a step: the last one that was answered by then, else the
  /// first.
  static int rowAt(List<PageRow> rows, int step) {
    int found = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).step() <= step) {
        found = row;
      }
    }
    return found;
  }

  private static boolean isAnsweredByTranslator(Verdict verdict) {
    return verdict.mapping() instanceof Mapping.Programmed programmed
        && programmed.how() == Mapping.How.BUS;
  }

  private static PageRow describe(ResolvedPage page) {
    return switch (page) {
      case ResolvedPage.Host host -> blank(Hex.grouped(host.address().value()), "host", "RAM", "");
      case ResolvedPage.Peer peer ->
          blank(
              switch (peer.cpu()) {
                case Fact.Known<?> _ ->
                    peer.cpu().ifKnown().map(it -> Hex.grouped(it.value())).orElse("");
                case Fact.Unknown<?> _ -> "unknown";
              },
              "peer",
              Targets.shortest(peer.provider()),
              peer.bar() + " + " + Hex.grouped(peer.offset()));
      case ResolvedPage.Nowhere _ -> blank("unknown", "unknown", "", "");
    };
  }

  private static PageRow blank(String cpu, String kind, String provider, String barAndOffset) {
    return new PageRow("0", cpu, kind, provider, barAndOffset, "", Optional.empty(), "—", "", 0);
  }

  private PageRow ofPages(String pages) {
    return new PageRow(
        pages, cpuPhysical, kind, provider, barAndOffset, hook, program, outcome, why, step);
  }

  private PageRow askedOf(String newHook, String newWhy, int inStep) {
    return new PageRow(
        page, cpuPhysical, kind, provider, barAndOffset, newHook, program, outcome, newWhy, inStep);
  }

  private PageRow answered(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed programmed ->
          withProgram(programmed.address().ifKnown(), programmed.how().spelling());
      case Mapping.Failed failed -> withProgram(Optional.empty(), "refused: " + failed.errno());
      case Mapping.Undecided _ -> withProgram(Optional.empty(), "unknown");
    };
  }

  private PageRow withProgram(Optional<Address> address, String word) {
    return new PageRow(
        page, cpuPhysical, kind, provider, barAndOffset, hook, address, word, why, step);
  }
}
