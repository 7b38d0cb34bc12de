package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads files of any format we know as one machine; the format is recognised from the content.
///
/// Bad content never throws: it gives what could be read, and diagnostics.
public final class PlatformReader {

  private static final String MACHINE_TEXT = "machine-text";

  private final DiagnosticLog log = new DiagnosticLog();
  private final Listing listing = new Listing(log);
  private static final ClassNames CLASS_NAMES = ClassNames.load();
  private final List<Source> sources = new ArrayList<>();

  private PlatformReader() {}

  /// Reads all inputs as descriptions of one machine.
  public static Reading read(List<Input> inputs) {
    return new PlatformReader().readAll(inputs);
  }

  private Reading readAll(List<Input> inputs) {
    inputs.forEach(this::readOne);
    ListingTraits traits = ListingTraits.of(listing);
    var functions = new ArrayList<PciFunction>();
    for (FunctionDraft draft : listing.drafts()) {
      if (draft.isCredible()) {
        functions.add(new FunctionAssembler(draft, traits, CLASS_NAMES, log).assemble());
      }
    }
    reportGuessedBars();
    reportNothing(functions);
    Topology topology = TopologyBuilder.build(functions, log);
    return new Reading(listing.machine().platform(topology), sources, inFileOrder(inputs));
  }

  private void readOne(Input input) {
    Optional<byte[]> text = new InputBytes(input, log).text();
    if (text.isEmpty()) {
      return;
    }
    var reader = new LspciReader(input.name(), listing, CLASS_NAMES);
    int toldBefore = listing.machine().told();
    Optional<String> format = reader.read(text.get());
    if (format.isPresent()) {
      sources.add(new Source(input.name(), format.get()));
    } else if (listing.machine().told() > toldBefore) {
      sources.add(new Source(input.name(), MACHINE_TEXT));
    } else {
      log.error(
          "not-understood",
          StrangeInput.advice(input.content(), reader.sawMachineReadable()),
          new SourcePosition(input.name(), 0));
    }
  }

  /// Lines about the machine alone are understood, but make no machine.
  private void reportNothing(List<PciFunction> functions) {
    if (functions.isEmpty() && !sources.isEmpty()) {
      log.error(
          "not-understood",
          "no PCI function was found" + StrangeInput.INSTEAD,
          new SourcePosition(sources.getFirst().file(), 0));
    }
  }

  private void reportGuessedBars() {
    listing.drafts().stream()
        .flatMap(draft -> draft.descriptions().stream())
        .filter(Description::guessesBarNumbers)
        .findFirst()
        .ifPresent(description ->
            log.info(
                "bar-numbers-guessed",
                "lspci -v prints BARs without their numbers; they are counted from 0 on",
                description.position()));
  }

  private List<Diagnostic> inFileOrder(List<Input> inputs) {
    List<String> names = inputs.stream().map(Input::name).toList();
    return log.entries().stream()
        .sorted(
            Comparator.comparingInt(
                    (Diagnostic diagnostic) -> names.indexOf(diagnostic.position().file()))
                .thenComparingInt(diagnostic -> diagnostic.position().line()))
        .toList();
  }
}
