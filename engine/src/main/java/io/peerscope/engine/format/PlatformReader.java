package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.matrix.GpuMatrix;
import io.peerscope.engine.format.names.PciIds;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads files, folders and archives of any format we know as one machine; the format is recognised
/// from the content. What several inputs say of one function is merged by its address.
///
/// Bad content never throws: it gives what could be read, and diagnostics.
public final class PlatformReader {

  private static final ClassNames CLASS_NAMES = ClassNames.load();

  private final DiagnosticLog log = new DiagnosticLog();
  private final Listing listing = new Listing(log);
  private final InputReader reader = new InputReader(listing, CLASS_NAMES);

  private final PciIds ids;

  private PlatformReader(PciIds ids) {
    this.ids = ids;
  }

  /// Reads all inputs as descriptions of one machine. Functions without a name are called as the
  /// bundled database calls them.
  public static Reading read(List<Input> inputs) {
    return read(inputs, PciIds.bundled());
  }

  /// Reads all inputs as descriptions of one machine.
  ///
  /// @param ids what functions are called where the inputs name ids only
  public static Reading read(List<Input> inputs, PciIds ids) {
    return new PlatformReader(ids).readAll(inputs);
  }

  private Reading readAll(List<Input> inputs) {
    inputs.forEach(reader::read);
    return reader.documents().isEmpty() ? readListing(inputs) : readDocument(inputs);
  }

  /// A document holds a whole machine, with what was changed in it by hand: nothing is merged into
  /// it.
  private Reading readDocument(List<Input> inputs) {
    DocumentReading first = reader.documents().getFirst();
    log.addAll(first.diagnostics());
    List<Source> others = new ArrayList<>(reader.sources());
    others.remove(new Source(first.name(), InputReader.PEERSCOPE));
    for (Source other : others) {
      log.error(
          "document-alone",
          "a Peerscope document is a machine of its own; nothing beside it is read",
          new SourcePosition(other.file(), 0));
    }
    return new Reading(
        first.document().platform(),
        reader.sources(),
        inFileOrder(inputs),
        Optional.of(first.document()));
  }

  private Reading readListing(List<Input> inputs) {
    listing.decideCounted();
    listing.decideGuests();
    ListingTraits traits = ListingTraits.of(listing);
    List<FunctionDraft> drafts =
        listing.drafts().stream().filter(FunctionDraft::isCredible).toList();
    List<PciFunction> functions =
        withVirtualBars(new Assembly(traits, CLASS_NAMES, ids, log).of(drafts));
    reportGuessedBars();
    reportHiddenMap(inputs);
    reportMatrices();
    reportNothing(functions);
    Platform platform = listing.machine().platform(topology(functions));
    return new Reading(
        platform,
        reader.sources(),
        inFileOrder(inputs),
        Optional.empty(),
        listing.matrices(),
        account(platform),
        reader.observed());
  }

  /// Registers of the physical function tell the bus addresses of its virtual ones.
  private List<PciFunction> withVirtualBars(List<PciFunction> assembled) {
    Map<PciAddress, SysfsFunction> sysfs = new HashMap<>();
    sysfsFunctions().forEach(function -> sysfs.put(function.address(), function));
    if (sysfs.isEmpty()) {
      return assembled;
    }
    Map<PciAddress, PciFunction> functions = new LinkedHashMap<>();
    assembled.forEach(function -> functions.put(function.address(), function));
    var completed = new ArrayList<PciFunction>();
    functions.forEach((address, function) -> {
      Optional<PciAddress> physical =
          Optional.ofNullable(sysfs.get(address)).flatMap(SysfsFunction::physicalFunction);
      completed.add(
          physical
              .filter(sysfs::containsKey)
              .filter(functions::containsKey)
              .map(of -> new VirtualBars(known(functions, of), known(sysfs, of)).of(function))
              .orElse(function));
    });
    return completed;
  }

  private static <T> T known(Map<PciAddress, T> all, PciAddress address) {
    return Optional.ofNullable(all.get(address)).orElseThrow();
  }

  private List<SysfsFunction> sysfsFunctions() {
    return Placement.sysfs(listing.drafts());
  }

  private Topology topology(List<PciFunction> functions) {
    return new Placement(listing, functions).topology();
  }

  private void reportHiddenMap(List<Input> inputs) {
    if (listing.machine().memoryMap().isHidden()) {
      log.info(
          "memory-map-hidden",
          "/proc/iomem shows zeros instead of addresses; it tells them to root only",
          new SourcePosition(inputs.getFirst().name(), 0));
    }
  }

  private InputAccount account(Platform platform) {
    var missing = new ArrayList<>(MissingFacts.of(platform));
    missing.addAll(listing.leftovers().missing());
    return new InputAccount(reader.found(), listing.leftovers().ignored(), missing);
  }

  /// A matrix tells something, but places nothing.
  private void reportMatrices() {
    for (GpuMatrix matrix : listing.matrices()) {
      log.info(
          "gpu-matrix",
          "words for the pairs of %d GPUs among %d devices: %s; it tells no addresses"
              .formatted(matrix.gpus(), matrix.names().size(), spell(matrix.pairs())),
          matrix.position());
    }
  }

  private static String spell(Map<String, Integer> pairs) {
    return pairs.isEmpty()
        ? "none"
        : pairs.entrySet().stream()
            .map(pair -> pair.getKey() + " " + pair.getValue())
            .collect(Collectors.joining(", "));
  }

  /// Lines about the machine alone are understood, but make no machine.
  private void reportNothing(List<PciFunction> functions) {
    boolean onlyMatrices = reader.sources().size() == 1 && !listing.matrices().isEmpty();
    if (functions.isEmpty() && !reader.sources().isEmpty() && !onlyMatrices) {
      log.error(
          "not-understood",
          "no PCI function was found" + StrangeInput.INSTEAD,
          new SourcePosition(reader.sources().getFirst().file(), 0));
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
            Comparator.comparingInt((Diagnostic each) -> indexOf(each.position().file(), names))
                .thenComparing(diagnostic -> diagnostic.position().file())
                .thenComparingInt(diagnostic -> diagnostic.position().line()))
        .toList();
  }

  /// The input that a file is, or is in.
  private static int indexOf(String file, List<String> names) {
    int exact = names.indexOf(file);
    for (int at = 0; exact < 0 && at < names.size(); at++) {
      exact = file.startsWith(names.get(at)) ? at : -1;
    }
    return exact < 0 ? names.size() : exact;
  }
}
