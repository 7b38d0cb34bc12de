package io.peerscope.engine.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One run of the command line inside of the test: what it was given, printed and returned.
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... arguments) {
    return withInput("", arguments);
  }

  static CommandRun withInput(String input, String... arguments) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var commandLine = PeerscopeCommand.commandLine(new Streams(in, out, err));
    int exitCode = PeerscopeCommand.run(commandLine, arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// A topology that we ship.
  static String sample(String name) {
    return root().resolve("sample-topologies").resolve(name + ".txt").toString();
  }

  static Path root() {
    return Path.of(System.getProperty("peerscope.root", ".."));
  }
}
