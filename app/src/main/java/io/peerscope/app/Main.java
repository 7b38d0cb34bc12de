package io.peerscope.app;

import io.peerscope.app.render.RenderCommand;
import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import io.peerscope.probe.cli.ProbeCommand;
import java.io.File;
import java.util.Locale;
import picocli.CommandLine;

/// The entry point: with a subcommand the command line, without one the window.
///
/// It names no JavaFX type, so that the command line starts without loading any.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine commands = commands(Streams.system());
    if (isForTheWindow(commands, arguments)) {
      openWindow(arguments);
    } else {
      System.exit(PeerscopeCommand.run(commands, arguments));
    }
  }

  /// The engine's commands and those that need drawing.
  static CommandLine commands(Streams streams) {
    CommandLine commands = PeerscopeCommand.commandLine(streams);
    commands.addSubcommand(new RenderCommand(streams));
    commands.addSubcommand(new ProbeCommand(streams));
    // Handlers reach only the subcommands that are there when they are set.
    return commands
        .setParameterExceptionHandler(commands.getParameterExceptionHandler())
        .setExecutionExceptionHandler(commands.getExecutionExceptionHandler());
  }

  /// Files open in the window; everything else is a command, an option, or a mistake to explain.
  private static boolean isForTheWindow(CommandLine commands, String[] arguments) {
    return arguments.length == 0
        || (!commands.getSubcommands().containsKey(arguments[0])
            && new File(arguments[0]).exists());
  }

  private static void openWindow(String... files) {
    // Sentences, and with them exports, have the same digits in every locale, as on the command
    // line.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    if (Boolean.getBoolean("peerscope.noDisplay")) {
      System.exit(NoDisplay.run(files));
    }
    PeerscopeApplication.open(files);
  }
}
