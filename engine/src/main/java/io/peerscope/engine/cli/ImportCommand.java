package io.peerscope.engine.cli;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.export.MachineExport;
import io.peerscope.engine.export.MachineFormat;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.Source;
import io.peerscope.engine.storage.DocumentStore;
import io.peerscope.engine.storage.SaveResult;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `peerscope import`: what is in a file.
@Command(
    name = "import",
    description = "Shows the machine that files tell of: a tree, counts, and what is doubtful.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE)
final class ImportCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  private final Streams streams;

  /// @param file empty for standard output
  private record Target(MachineFormat format, Optional<Path> file) {}

  @Mixin private final InputFiles files = new InputFiles();

  @Option(names = "--json", description = "One JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = {
        "Saves the machine in the format that the ending tells, and tells what that format cannot",
        "carry: .peerscope.json, .hex, .txt, .rdma_topo.json, .xml, .dot, .csv; - is standard",
        "output. The tree is left out."
      })
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "The format, whatever the ending: peerscope, lspci-hex, lspci-tree, rdma-topo-json,",
        "nccl-xml, dot, csv; without -o it goes to standard output."
      })
  private Optional<String> formatWord = Optional.empty();

  @Mixin private final RedactOptions redaction = new RedactOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  ImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Target> target = target();
    Reading reading = redacted(files.readAnything(streams));
    if (target.isPresent()) {
      files.requireFunctions(reading);
      save(reading, target.get());
    }
    try (Output output = streams.output()) {
      if (json) {
        new ImportJson(reading).writeTo(output);
      } else if (target.isPresent()) {
        writeDiagnostics(reading);
      } else {
        writeText(reading, output);
      }
    }
    if (reading.matrices().isEmpty()) {
      files.requireFunctions(reading);
    }
    return ExitCode.OK;
  }

  private void writeText(Reading reading, Output output) throws Exception {
    boolean hasFunctions = reading.platform().topology().size() > 0;
    if (!hasFunctions && reading.matrices().isEmpty()) {
      return;
    }
    if (hasFunctions) {
      new ImportTree(reading).writeTo(output);
      output.flush();
    }
    writeDiagnostics(reading);
    new AccountText(reading.account()).lines().forEach(streams::tell);
  }

  /// What is doubtful quotes the input, so that it is left out of what is given away.
  private Reading redacted(Reading reading) throws CommandFailure {
    if (!redaction.isWanted()) {
      return reading;
    }
    List<Source> sources = new ArrayList<>();
    for (Source source : reading.sources()) {
      sources.add(new Source("input-%d".formatted(sources.size() + 1), source.format()));
    }
    return new Reading(redaction.of(reading, streams).platform(), sources, List.of());
  }

  /// Where the machine goes to, and in which format; empty when it is only shown.
  private Optional<Target> target() {
    if (out.isEmpty() && formatWord.isEmpty()) {
      return Optional.empty();
    }
    MachineFormat format =
        formatWord.isPresent() ? formatOf(formatWord.get()) : formatOfFile(out.orElseThrow());
    Optional<Path> file = out.filter(name -> !name.equals(STANDARD_OUTPUT)).map(this::pathOf);
    if (file.isEmpty() && json) {
      throw usage("--json and an export cannot both go to standard output");
    }
    return Optional.of(new Target(format, file));
  }

  private MachineFormat formatOf(String word) {
    return MachineFormat.ofWord(word)
        .orElseThrow(() ->
            usage("--format: no format '%s'; one of %s".formatted(word, MachineFormat.allWords())));
  }

  private MachineFormat formatOfFile(String name) {
    return MachineFormat.ofFile(name)
        .orElseThrow(() ->
            usage(
                "-o: name it with one of %s, or add --format"
                    .formatted(MachineFormat.allEndings())));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void save(Reading reading, Target target) throws CommandFailure, IOException {
    if (target.format() == MachineFormat.PEERSCOPE && target.file().isPresent()) {
      saveDocument(reading, target.file().get());
      return;
    }
    MachineExport export = MachineExport.of(reading.platform(), target.format());
    if (target.file().isPresent()) {
      ExportFile.write(target.file().get(), export.content());
    } else {
      try (Output output = streams.output()) {
        output.write(export.content());
      }
    }
    export.summary().forEach(line -> streams.tell("peerscope: " + line));
  }

  private static void saveDocument(Reading reading, Path file) throws CommandFailure {
    SaveResult result = new DocumentStore(StateFolder.ofUser()).save(reading.toDocument(), file);
    if (result instanceof SaveResult.NotSaved(var why)) {
      throw new CommandFailure(ExitCode.UNREADABLE, "cannot save " + file + ": " + why);
    }
  }

  private Path pathOf(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException strange) {
      throw new ParameterException(spec.commandLine(), "-o: no file can be named so", strange);
    }
  }

  private void writeDiagnostics(Reading reading) {
    for (Diagnostic diagnostic : reading.diagnostics()) {
      streams.tell(diagnostic.toString());
    }
  }
}
