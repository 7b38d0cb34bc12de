package io.peerscope.engine.cli;

import io.peerscope.engine.parties.Asked;
import io.peerscope.engine.parties.PartyTable;
import io.peerscope.engine.verdict.UpperGates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that name drivers and libraries to ask.
final class PartyOptions {

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      split = ",",
      converter = AskedConverter.class,
      completionCandidates = DriverNames.class,
      description = {
        "Ask these drivers too, with commas between. Documented are ${COMPLETION-CANDIDATES};",
        "any other is undetermined. Default: the gate is not asked."
      })
  private List<Asked> drivers = new ArrayList<>();

  @Option(
      names = "--library",
      paramLabel = "NAME[/RELEASE][@LEVEL]",
      split = ",",
      converter = AskedConverter.class,
      completionCandidates = LibraryNames.class,
      description = {
        "Ask these libraries too, e.g. nccl, nccl/2.18 or nccl@SYS (the distance the user allows).",
        "Documented are ${COMPLETION-CANDIDATES}; any other is undetermined. Default: not asked."
      })
  private List<Asked> libraries = new ArrayList<>();

  UpperGates gates() {
    return new UpperGates(drivers, libraries);
  }

  boolean areAbsent() {
    return drivers.isEmpty() && libraries.isEmpty();
  }

  static final class AskedConverter implements ITypeConverter<Asked> {

    AskedConverter() {}

    @Override
    public Asked convert(String text) {
      return Asked.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is not NAME[/RELEASE][@LEVEL]"));
    }
  }

  static final class DriverNames implements Iterable<String> {

    DriverNames() {}

    @Override
    public Iterator<String> iterator() {
      return PartyTable.DRIVERS.names().iterator();
    }
  }

  static final class LibraryNames implements Iterable<String> {

    LibraryNames() {}

    @Override
    public Iterator<String> iterator() {
      return PartyTable.LIBRARIES.names().iterator();
    }
  }
}
