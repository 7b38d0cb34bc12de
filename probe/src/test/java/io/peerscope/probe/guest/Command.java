package io.peerscope.probe.guest;

import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import io.peerscope.probe.cli.ProbeCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// `peerscope`, run in this process.
///
/// @param exitCode how it ended
/// @param out what it printed as its result
/// @param err what else it printed
record Command(int exitCode, String out, String err) {

  static Command run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), out, err);
    var commands = PeerscopeCommand.commandLine(streams);
    commands.addSubcommand(new ProbeCommand(streams));
    commands
        .setParameterExceptionHandler(commands.getParameterExceptionHandler())
        .setExecutionExceptionHandler(commands.getExecutionExceptionHandler());
    int exitCode = PeerscopeCommand.run(commands, arguments);
    return new Command(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "exit " + exitCode + "\n" + out + err;
  }
}
