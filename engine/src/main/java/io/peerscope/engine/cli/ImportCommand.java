package io.peerscope.engine.cli;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.format.Reading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  ImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Reading reading = files.readAnything(streams);
    try (Output output = streams.output()) {
      if (json) {
        new ImportJson(reading).writeTo(output);
      } else {
        writeText(reading, output);
      }
    }
    files.requireFunctions(reading);
    return ExitCode.OK;
  }

  private void writeText(Reading reading, Output output) throws Exception {
    if (reading.platform().topology().size() == 0) {
      return;
    }
    new ImportTree(reading).writeTo(output);
    output.flush();
    for (Diagnostic diagnostic : reading.diagnostics()) {
      streams.tell(diagnostic.toString());
    }
  }
}
