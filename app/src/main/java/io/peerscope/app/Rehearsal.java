package io.peerscope.app;

import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Runs several command lines in one JVM without a word, so that a class cache trained with it fits
/// all of them; they stand behind each other with `+` between.
final class Rehearsal {

  private static final String NEXT = "+";

  private Rehearsal() {}

  public static void main(String[] arguments) {
    int worst = 0;
    for (List<String> line : commandLines(arguments)) {
      worst = Math.max(worst, run(line));
    }
    System.exit(worst);
  }

  static List<List<String>> commandLines(String... arguments) {
    var lines = new ArrayList<List<String>>();
    lines.add(new ArrayList<>());
    for (String argument : arguments) {
      if (argument.equals(NEXT)) {
        lines.add(new ArrayList<>());
      } else {
        lines.getLast().add(argument);
      }
    }
    return List.copyOf(lines);
  }

  private static int run(List<String> commandLine) {
    var nowhere = OutputStream.nullOutputStream();
    var streams = new Streams(InputStream.nullInputStream(), nowhere, nowhere);
    return PeerscopeCommand.run(Main.commands(streams), commandLine.toArray(String[]::new));
  }
}
