package io.peerscope.engine.cli;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.Source;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.storage.DocumentStore;
import io.peerscope.engine.storage.SaveResult;
import io.peerscope.engine.storage.StateFolder;
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

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Option(names = "--json", description = "One JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.peerscope.json",
      description = "Saves the machine as a Peerscope document; the tree is left out.")
  private Optional<String> out = Optional.empty();

  @Mixin private final RedactOptions redaction = new RedactOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  ImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    requireDocument();
    Reading reading = redacted(files.readAnything(streams));
    if (out.isPresent()) {
      save(reading, out.get());
    }
    try (Output output = streams.output()) {
      if (json) {
        new ImportJson(reading).writeTo(output);
      } else if (out.isPresent()) {
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

  private void requireDocument() {
    if (out.filter(name -> !name.endsWith(PeerscopeDocument.ENDING)).isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "-o writes Peerscope documents only; name it OUT" + PeerscopeDocument.ENDING);
    }
  }

  private void save(Reading reading, String name) throws CommandFailure {
    files.requireFunctions(reading);
    SaveResult result =
        new DocumentStore(StateFolder.ofUser()).save(reading.toDocument(), pathOf(name));
    if (result instanceof SaveResult.NotSaved(var why)) {
      throw new CommandFailure(ExitCode.UNREADABLE, "cannot save " + name + ": " + why);
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
