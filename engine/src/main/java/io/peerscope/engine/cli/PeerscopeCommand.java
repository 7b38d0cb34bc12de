package io.peerscope.engine.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `peerscope`: the command that all others hang off.
@Command(
    name = "peerscope",
    description = "Shows a PCI topology and what becomes of a peer-to-peer DMA in it.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.DEFECT,
    footer = {
      "",
      "Without a command the window opens.",
      "Exit codes: 0 ok or allowed, 1 no such address, 2 input not understood,",
      "3 differences, 10 refused, 11 undetermined, 64 wrong usage, 70 a defect."
    })
public final class PeerscopeCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  PeerscopeCommand() {}

  /// All commands of the engine on the streams of the process; more can be added.
  public static CommandLine commandLine() {
    return commandLine(Streams.system());
  }

  /// All commands of the engine; more can be added.
  public static CommandLine commandLine(Streams streams) {
    var failures = new Failures(streams);
    return new CommandLine(new PeerscopeCommand())
        .addSubcommand(new ImportCommand(streams))
        .addSubcommand(new MatrixCommand(streams))
        .addSubcommand(new ExplainCommand(streams))
        .addSubcommand(new CompareCommand(streams))
        .addSubcommand(new GroupsCommand(streams))
        .addSubcommand(new WordsCommand(streams))
        .addSubcommand(new HelpCommand())
        .setExpandAtFiles(false)
        .setOut(streams.help())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /// Runs one command line; what it prints does not depend on the locale.
  ///
  /// @return the exit code, see [ExitCode]
  public static int run(CommandLine commandLine, String... arguments) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      return runInRootLocale(commandLine, arguments);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  private static int runInRootLocale(CommandLine commandLine, String... arguments) {
    var failures = (Failures) commandLine.getExecutionExceptionHandler();
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError tooMuch) {
      return failures.handleMemory();
    } catch (StackOverflowError defect) {
      return failures.handleDefect(defect);
    }
  }

  /// No command was given.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /// The version that the build wrote into the module or the jar.
  static final class Version implements IVersionProvider {

    Version() {}

    @Override
    public String[] getVersion() {
      return new String[] {"peerscope " + version()};
    }

    private static String version() {
      var module = PeerscopeCommand.class.getModule().getDescriptor();
      if (module != null && module.rawVersion().isPresent()) {
        return module.rawVersion().get();
      }
      String ofJar = PeerscopeCommand.class.getPackage().getImplementationVersion();
      return ofJar == null ? "(not packaged)" : ofJar;
    }
  }
}
