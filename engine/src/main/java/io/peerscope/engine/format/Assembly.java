package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.format.names.PciIds;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Makes functions out of drafts, of many several at once: none has a part in another.
///
/// @param log takes what is doubtful, in the order of the drafts
record Assembly(ListingTraits traits, ClassNames classNames, PciIds ids, DiagnosticLog log) {

  private static final int PART = 250;

  /// Some functions in a row, and what is doubtful about them.
  private record Part(List<PciFunction> functions, DiagnosticLog log) {}

  List<PciFunction> of(List<FunctionDraft> drafts) {
    List<Part> parts =
        IntStream.range(0, Math.ceilDiv(drafts.size(), PART))
            .parallel()
            .mapToObj(part ->
                part(drafts.subList(part * PART, Math.min((part + 1) * PART, drafts.size()))))
            .toList();
    var functions = new ArrayList<PciFunction>(drafts.size());
    for (Part part : parts) {
      functions.addAll(part.functions());
      log.addAll(part.log().entries());
    }
    return functions;
  }

  private Part part(List<FunctionDraft> drafts) {
    var part = new Part(new ArrayList<>(drafts.size()), new DiagnosticLog());
    for (FunctionDraft draft : drafts) {
      part.functions()
          .add(new FunctionAssembler(draft, traits, classNames, ids, part.log()).assemble());
    }
    return part;
  }
}
