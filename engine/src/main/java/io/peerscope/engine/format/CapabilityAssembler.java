package io.peerscope.engine.format;

import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.CapabilityReading;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts the capability lists of a function together: from registers, and where those end, from
/// text.
///
/// @param draft the function
/// @param text the richest text of it
/// @param config its registers
/// @param file where the registers stand
/// @param traits what the rest of the input tells
record CapabilityAssembler(
    FunctionDraft draft,
    Optional<Description> text,
    ConfigSpace config,
    String file,
    ListingTraits traits,
    DiagnosticLog log) {

  private static final int FIRST_EXTENDED = 0x100;
  private static final String NOT_SHOWN = "the listing does not show capabilities";

  Capabilities assemble() {
    Capabilities fromText =
        text.map(this::capabilitiesOf).orElseGet(() -> Capabilities.unknown(whyNothing()));
    if (config.isEmpty()) {
      return fromText;
    }
    CapabilityReading reading = new CapabilityReader(config, file).read();
    reading
        .anomalies()
        .forEach(anomaly ->
            log.warning(
                anomaly.code(),
                draft.address() + ": " + anomaly.message(),
                new SourcePosition(file, config.lineOf(anomaly.offset()))));
    return completed(reading.capabilities(), fromText);
  }

  private String whyNothing() {
    return draft.sysfs().map(SysfsFunction::whyNoConfig).orElse(NOT_SHOWN);
  }

  /// What the registers leave open is taken from the text.
  private static Capabilities completed(Capabilities registers, Capabilities told) {
    if (registers.standardMissing().isEmpty() && registers.extendedMissing().isEmpty()) {
      return registers;
    }
    SortedMap<Integer, Capability> all = new TreeMap<>();
    for (Capability capability : told.all()) {
      boolean open =
          capability.offset() < FIRST_EXTENDED
              ? registers.standardMissing().isPresent()
              : registers.extendedMissing().isPresent();
      if (open) {
        all.put(capability.offset(), capability);
      }
    }
    registers.all().forEach(capability -> all.put(capability.offset(), capability));
    return new Capabilities(
        List.copyOf(all.values()),
        stillMissing(registers.standardMissing(), told.standardMissing()),
        stillMissing(registers.extendedMissing(), told.extendedMissing()));
  }

  private static Optional<String> stillMissing(Optional<String> first, Optional<String> second) {
    return first.isPresent() && second.isPresent() ? first : Optional.empty();
  }

  private Capabilities capabilitiesOf(Description description) {
    if (!description.registersShown() && description.capabilities().isEmpty()) {
      return Capabilities.unknown(description.listBroken().orElse(NOT_SHOWN));
    }
    List<Capability> all =
        description.capabilities().stream().map(CapabilityText::toCapability).toList();
    Optional<String> missing = whyListIsOpen(description, all);
    return new Capabilities(all, missing, missing.or(() -> whyExtendedIsOpen(description, all)));
  }

  private static Optional<String> whyListIsOpen(Description description, List<Capability> all) {
    if (description.listBroken().isPresent()) {
      return description.listBroken();
    }
    if (!description.registersShown()) {
      return Optional.of("the text shows a part of the function only");
    }
    return description.hasCapabilityBit() && all.isEmpty()
        ? Optional.of("the text leaves the capabilities out")
        : Optional.empty();
  }

  /// A PCIe function without any extended capability may have none, or lspci could not read them.
  private Optional<String> whyExtendedIsOpen(Description description, List<Capability> all) {
    boolean express = all.stream().anyMatch(PciExpress.class::isInstance);
    return !express || description.showsExtendedSpace() || traits.showsExtendedSpace()
        ? Optional.empty()
        : Optional.of("no function of the listing shows extended configuration space");
  }
}
