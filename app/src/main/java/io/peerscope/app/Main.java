package io.peerscope.app;

import io.peerscope.engine.cli.PeerscopeCommand;
import java.io.File;
import picocli.CommandLine;

/// The entry point: with a subcommand the command line, without one the window.
///
/// It names no JavaFX type, so that the command line starts without loading any.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine commands = PeerscopeCommand.commandLine();
    if (isForTheWindow(commands, arguments)) {
      openWindow(arguments);
    } else {
      System.exit(PeerscopeCommand.run(commands, arguments));
    }
  }

  /// Files open in the window; everything else is a command, an option, or a mistake to explain.
  private static boolean isForTheWindow(CommandLine commands, String[] arguments) {
    return arguments.length == 0
        || !commands.getSubcommands().containsKey(arguments[0]) && new File(arguments[0]).exists();
  }

  private static void openWindow(String... files) {
    if (Boolean.getBoolean("peerscope.noDisplay")) {
      System.exit(NoDisplay.run(files));
    }
    PeerscopeApplication.open(files);
  }
}
