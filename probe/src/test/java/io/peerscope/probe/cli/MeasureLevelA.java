package io.peerscope.probe.cli;

import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// How long level A takes for a folder that looks like the root of a machine; `probe/measure`
/// starts it. No test: times are for people to judge.
public final class MeasureLevelA {

  private static final int TIMES = 10;

  private MeasureLevelA() {}

  /// Makes the machine, or probes it.
  ///
  /// @param arguments `write FOLDER COUNT` makes the machine, `read FOLDER` probes it once, as the
  ///   command does, `again FOLDER` several times in one process
  public static void main(String... arguments) throws IOException {
    Path root = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "write" -> System.out.println(ManyFunctions.write(root, Integer.parseInt(arguments[2])));
      case "read" -> System.exit(probe(root));
      case "again" -> again(root);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void again(Path root) {
    for (int time = 0; time < TIMES; time++) {
      long start = System.nanoTime();
      probe(root);
      System.out.println((System.nanoTime() - start) / 1_000_000);
    }
  }

  private static int probe(Path root) {
    var streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    var commands = PeerscopeCommand.commandLine(streams);
    commands.addSubcommand(
        new ProbeCommand(
            streams,
            new Host(
                root,
                () -> {
                  throw new IllegalStateException("level A asks no kernel");
                })));
    int status = PeerscopeCommand.run(commands, "probe");
    if (status != ExitCode.OK) {
      throw new IllegalStateException("probe ended with " + status);
    }
    return status;
  }
}
